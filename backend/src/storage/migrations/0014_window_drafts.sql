-- Drafts that a clerk fills in at the window for somebody, and on what authority.
CREATE TABLE window_drafts (
    draft TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    region TEXT NOT NULL,
    authority TEXT NOT NULL,
    at BIGINT NOT NULL
);
