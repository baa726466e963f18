INSERT INTO drafts (key, revision, body, touched_at)
VALUES ('aa', 3, '{"theme":"convenience_store","catalogue_version":"1"}', 1772416800);
