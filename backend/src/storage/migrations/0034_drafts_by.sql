-- Whose drafts count together: a keyed hash of the account, or of the address where nobody is signed in. None for drafts from
-- before, which end by themselves.
ALTER TABLE drafts ADD COLUMN by_whom TEXT;

CREATE INDEX drafts_by_whom ON drafts (by_whom) WHERE by_whom IS NOT NULL;
