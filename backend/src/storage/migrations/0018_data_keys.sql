-- The data key of each draft and application, wrapped by a key of the key file. It seals the texts of the row and of every row
-- that belongs to it. Rows without one are from before anything was sealed.
ALTER TABLE drafts ADD COLUMN data_key TEXT;
ALTER TABLE applications ADD COLUMN data_key TEXT;

-- Who an applicant is stands in the application; lists keep what they show and a keyed hash to search by.
UPDATE cases SET subject = '';
