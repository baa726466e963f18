INSERT INTO window_sittings (staff, theme, authority, at)
VALUES ('ff', 'convenience_store', '本人到场', 1772416800);
