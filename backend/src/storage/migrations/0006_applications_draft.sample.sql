INSERT INTO applications (number, secret_hash, theme, theme_name, region, submitted_at, body, later, draft)
VALUES ('61032820260302000025', 'bb', 'convenience_store', '开便利店', '610328', 1772416800, '{}', '[]', 'aa');
