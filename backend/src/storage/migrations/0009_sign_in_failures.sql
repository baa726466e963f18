-- Failures in a row under a sign-in name, whether anybody has it or not: else a lock would tell. The key is the SHA-256 of
-- what was typed as a name, which may be a password typed in the wrong place.
CREATE TABLE sign_in_failures (
    key TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    failed_at BIGINT NOT NULL,
    locked_until BIGINT
);

CREATE INDEX sign_in_failures_by_age ON sign_in_failures (failed_at);
