-- Yes and no are 1 and 0 in every table: the one type that both databases give back alike.
ALTER TABLE staff ADD COLUMN is_demo BIGINT NOT NULL DEFAULT 0;
UPDATE staff SET is_demo = 1 WHERE demo;
ALTER TABLE staff DROP COLUMN demo;
ALTER TABLE staff RENAME COLUMN is_demo TO demo;
