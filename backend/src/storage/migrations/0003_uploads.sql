-- Files of a draft, and later of the application they were handed in with. `disk` names the file in the data folder.
CREATE TABLE uploads (
    disk TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    draft TEXT REFERENCES drafts (key),
    application TEXT REFERENCES applications (number),
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    media_type TEXT,
    UNIQUE (draft, id)
);

CREATE INDEX uploads_by_application ON uploads (application);
