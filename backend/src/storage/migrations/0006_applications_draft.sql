-- The draft an application was, so that it is never handed in a second time, whatever key the second one has.
ALTER TABLE applications ADD COLUMN draft TEXT;

CREATE UNIQUE INDEX applications_by_draft ON applications (draft);
