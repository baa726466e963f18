-- Which submissions were answered, so that the same one again gets the same receipt. Kept for seven days only, for a
-- receipt holds its secret.
CREATE TABLE receipts (
    idempotency_key TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    receipt TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX receipts_by_age ON receipts (created_at);
