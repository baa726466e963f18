-- What was deleted because its time was over, and what proves that it was there: `head` is the hash of the last event of the
-- case, which stays in the record, where nobody can read it any more. Nothing here is about a person. `applications` keeps
-- the row of the number, without its data key, so that who has the receipt can be told.
CREATE TABLE deletions (
    number TEXT NOT NULL PRIMARY KEY REFERENCES applications (number),
    theme TEXT NOT NULL,
    region TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    rule TEXT NOT NULL,
    events BIGINT NOT NULL,
    head TEXT NOT NULL
);

-- Cases that are not deleted for now, and why: a complaint, a review, a lawsuit. `released_at` is when that was over.
CREATE TABLE holds (
    number TEXT NOT NULL REFERENCES applications (number),
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    released_at BIGINT,
    PRIMARY KEY (number, at)
);

-- Parts of a deleted case that were decided late, so that the numbers of supervisors can still be counted.
CREATE TABLE deleted_lates (
    number TEXT NOT NULL REFERENCES deletions (number),
    county TEXT NOT NULL,
    department TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (number, item)
);

-- What is closed is looked for by the day it was.
CREATE INDEX cases_by_close ON cases (over_on, number) WHERE over_on <> '';
