-- 1 while something is said to be wrong in what is kept of a case, and nobody has answered. Few cases are so at a time.
ALTER TABLE cases ADD COLUMN objected BIGINT NOT NULL DEFAULT 0;
CREATE INDEX cases_objected_by_due ON cases (county, due, submitted_at, number, stage, theme) WHERE objected = 1;
CREATE INDEX cases_objected_by_age ON cases (county, submitted_at, number, stage, theme, due) WHERE objected = 1;
CREATE INDEX cases_objected_by_holder ON cases (county, holder, number, stage, theme, due) WHERE objected = 1;
