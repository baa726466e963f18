INSERT INTO receipts (idempotency_key, body_hash, receipt, created_at)
VALUES ('a-key-of-sixteen', 'cc', '{"number":"61032820260302000017"}', 1772416800);
