INSERT INTO sessions (key, id, staff, device, created_at, seen_at, expires_at)
VALUES ('fe', 'd2', 'e1', 'Windows', 1772416800, 1772416860, 1772460000);
