-- What a clerk is taking in at the window for somebody, and on what authority: the next application of that theme that
-- comes from the clerk's browser. One at a time.
CREATE TABLE window_sittings (
    staff TEXT NOT NULL PRIMARY KEY,
    theme TEXT NOT NULL,
    authority TEXT NOT NULL,
    at BIGINT NOT NULL
);
