-- Whose uploads of drafts count together: a keyed hash of the account, or of the address where nobody is signed in. Empty
-- once a file belongs to an application, which has a quota of its own.
ALTER TABLE uploads ADD COLUMN by_whom TEXT;

CREATE INDEX uploads_by_whom ON uploads (by_whom) WHERE by_whom IS NOT NULL;
