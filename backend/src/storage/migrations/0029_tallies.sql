-- How many there are, kept in the transaction of each change, so that numbers are read without counting cases. `day` is the
-- due day of what is open (`open`, `open_by_law`, `window`, `window_by_law`), the day on which something happened (`arrived`,
-- `over`, `late`), and empty for what stands still (`paused`). Cases have an empty department. A row of nothing is removed.
CREATE TABLE tallies (
    county TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    department TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (county, kind, day, department)
);

INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'open', due, department, COUNT(*) FROM case_parts
    WHERE running = 1 AND stage <> 'waiting' GROUP BY county, due, department;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'open_by_law', law_due, department, COUNT(*) FROM case_parts
    WHERE running = 1 AND stage <> 'waiting' GROUP BY county, law_due, department;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'paused', '', department, COUNT(*) FROM case_parts
    WHERE running = 1 AND stage = 'paused' GROUP BY county, department;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'window', due, '', COUNT(*) FROM cases
    WHERE to_do = 1 AND stage IN ('received', 'resubmitted') GROUP BY county, due;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'window_by_law', law_due, '', COUNT(*) FROM cases
    WHERE to_do = 1 AND stage IN ('received', 'resubmitted') GROUP BY county, law_due;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'arrived', day, '', COUNT(*) FROM (SELECT county, day_of(submitted_at) AS day FROM cases) AS arrived
    GROUP BY county, day;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'over', over_on, '', COUNT(*) FROM cases WHERE over_on <> '' GROUP BY county, over_on;
INSERT INTO tallies (county, kind, day, department, amount)
    SELECT county, 'late', decided_on, department, COUNT(*) FROM case_parts
    WHERE late = 1 GROUP BY county, decided_on, department;
