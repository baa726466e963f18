-- 1 while a supervisor's word to whoever's turn it is stands.
ALTER TABLE cases ADD COLUMN urged BIGINT NOT NULL DEFAULT 0;
