INSERT INTO events (id, case_number, seq, at, body, hash)
VALUES (1, '61032820260302000017', 1, 1772416800, '{}', 'dd');
