-- Whether the directory that signed somebody in asked them for a second factor; the one-time codes kept here are not needed then.
ALTER TABLE sessions ADD COLUMN second_factor BIGINT NOT NULL DEFAULT 0;
