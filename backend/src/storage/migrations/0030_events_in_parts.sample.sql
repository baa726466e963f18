INSERT INTO events (id, case_number, seq, at, body, hash)
    SELECT MAX(id) + 1, '61032820260302000017', MAX(seq) + 1, 1772416800, '{}', '' FROM events;
