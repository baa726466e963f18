-- Applicants who are signed in. The key is the SHA-256 of the token in the cookie; `id` names the session to its owner
-- without opening it. `seen_at` is at most a minute behind.
CREATE TABLE applicant_sessions (
    key TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    applicant TEXT NOT NULL REFERENCES applicants (id),
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX applicant_sessions_by_applicant ON applicant_sessions (applicant);

-- Codes by text message. The key is a keyed hash of the number, `code` a keyed hash of number and code; empty, when there is
-- none that still counts. `day` is the day of Beijing of which `on_day` codes were sent.
CREATE TABLE sms_codes (
    key TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    day TEXT NOT NULL,
    on_day BIGINT NOT NULL
);

-- Sign-ins that are elsewhere at the moment, with WeChat or a provider of identities. The key is the SHA-256 of the `state`
-- that comes back, `browser` that of a cookie of the browser that went there. Each counts once.
CREATE TABLE sign_in_states (
    key TEXT NOT NULL PRIMARY KEY,
    browser TEXT NOT NULL,
    provider TEXT NOT NULL,
    held TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
