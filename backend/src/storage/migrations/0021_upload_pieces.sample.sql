INSERT INTO upload_pieces (disk, start, bytes, object, kept_at)
VALUES ('01', 0, 400, 'a1', 1772415000);
