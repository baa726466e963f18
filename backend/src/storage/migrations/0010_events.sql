-- The record of all cases: what was done, in the order in which it was done. Rows are only ever added. `hash` is the
-- SHA-256 over the hash of the row before and everything in this one, so that no row can be changed, removed or put in
-- between without a trace.
CREATE TABLE events (
    id BIGINT NOT NULL PRIMARY KEY,
    case_number TEXT NOT NULL REFERENCES applications (number),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (case_number, seq)
);
