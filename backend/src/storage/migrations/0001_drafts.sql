-- What people typed so far. The key is the SHA-256 of the token on their phone.
CREATE TABLE drafts (
    key TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    touched_at BIGINT NOT NULL
);

CREATE INDEX drafts_by_touch ON drafts (touched_at);
