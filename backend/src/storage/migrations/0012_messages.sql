-- What applicants are told: one message for each event that concerns them, written with the event itself. Each is sent on
-- one or more channels; `state` is `waiting`, `sent` or `dead`.
CREATE TABLE messages (
    case_number TEXT NOT NULL REFERENCES applications (number),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_number, seq)
);

CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    case_number TEXT NOT NULL,
    seq BIGINT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    fault TEXT NOT NULL,
    UNIQUE (case_number, seq, channel),
    FOREIGN KEY (case_number, seq) REFERENCES messages (case_number, seq)
);

CREATE INDEX deliveries_to_send ON deliveries (state, next_at);

-- Whom to write to in WeChat about a case.
CREATE TABLE contacts (
    case_number TEXT NOT NULL PRIMARY KEY REFERENCES applications (number),
    openid TEXT NOT NULL
);
