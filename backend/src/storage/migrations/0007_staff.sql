-- Who may sign in at the desk. `name` is folded to lower case; `password_hash` is argon2id; `roles` are codes with
-- spaces between them. `totp_pending` waits for its first code, `totp_last_step` is the last time step a code was used of.
CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret TEXT,
    totp_pending TEXT,
    totp_last_step BIGINT,
    roles TEXT NOT NULL,
    region TEXT NOT NULL,
    department TEXT,
    demo BOOLEAN NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    password_changed_at BIGINT NOT NULL
);
