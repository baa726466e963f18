INSERT INTO sessions (key, staff, created_at, seen_at, expires_at)
VALUES ('ff', 'e1', 1772416800, 1772416860, 1772460000);
