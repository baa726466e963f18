-- Who is signed in. The key is the SHA-256 of the token in the cookie; `seen_at` is at most a minute behind.
CREATE TABLE sessions (
    key TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_by_staff ON sessions (staff);
