-- So that members of the staff see where they are signed in: `id` names a session to its owner without opening it, `device` is
-- what it runs on, in a word. Sessions from before have neither and last half a day; everybody at the desk signs in once more.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
