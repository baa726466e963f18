-- Where cases stand, for lists: worked out from their events and never a second truth. `yijian audit rebuild` makes both
-- tables anew. `county` and `prefecture` are the region and the one around it; a case without a region has empty ones.
-- What has no due day has 9999-12-31, so that it stands last.
CREATE TABLE cases (
    number TEXT NOT NULL PRIMARY KEY REFERENCES applications (number),
    events BIGINT NOT NULL,
    theme TEXT NOT NULL,
    theme_name TEXT NOT NULL,
    county TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    holder TEXT NOT NULL,
    subject TEXT NOT NULL,
    stage TEXT NOT NULL,
    turn TEXT NOT NULL,
    to_do BIGINT NOT NULL,
    running BIGINT NOT NULL,
    due TEXT NOT NULL,
    law_due TEXT NOT NULL,
    wakes TEXT NOT NULL,
    visit TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    over_on TEXT NOT NULL,
    parts BIGINT NOT NULL,
    parts_over BIGINT NOT NULL
);

-- Every list walks an index from where the page begins and finds its filters in it, so that a page costs the same
-- whatever else there is. What runs is little beside what is over: those indexes hold what runs alone. A list of everything
-- goes stage by stage, and theme by theme where it is narrowed to one.
CREATE INDEX cases_to_do_by_due ON cases (county, due, submitted_at, number, stage, theme, law_due) WHERE to_do = 1;
CREATE INDEX cases_to_do_by_age ON cases (county, submitted_at, number, stage, theme, due) WHERE to_do = 1;
CREATE INDEX cases_running_by_due ON cases (county, due, submitted_at, number, stage, theme, to_do, visit) WHERE running = 1;
CREATE INDEX cases_running_by_age ON cases (county, submitted_at, number, stage, theme, due, to_do, visit) WHERE running = 1;
CREATE INDEX cases_running_by_holder ON cases (county, holder, number, stage, theme, due, to_do, visit) WHERE running = 1;
CREATE INDEX cases_by_stage ON cases (county, stage, submitted_at, number);
CREATE INDEX cases_by_theme ON cases (county, theme, stage, submitted_at, number);
CREATE INDEX cases_by_holder ON cases (county, holder, number, stage, theme);
CREATE INDEX cases_by_over ON cases (county, over_on) WHERE over_on <> '';
CREATE INDEX cases_by_visit ON cases (visit, county) WHERE visit <> '';
CREATE INDEX cases_by_wakes ON cases (wakes);

-- The same for the parts of accepted cases, for the lists of departments. What a list sorts and narrows by stands here
-- again: theme, holder, arrival and stage of the case. `leads` is 1 for the first part of its department in a case, so
-- that a case with two of them counts once.
CREATE TABLE case_parts (
    number TEXT NOT NULL REFERENCES cases (number),
    item TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    county TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    stage TEXT NOT NULL,
    running BIGINT NOT NULL,
    reviewer TEXT NOT NULL,
    reviewer_name TEXT NOT NULL,
    due TEXT NOT NULL,
    law_due TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    late BIGINT NOT NULL,
    leads BIGINT NOT NULL,
    theme TEXT NOT NULL,
    holder TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    case_stage TEXT NOT NULL,
    PRIMARY KEY (number, item)
);

CREATE INDEX case_parts_running_by_due
    ON case_parts (county, department, due, submitted_at, number, item, case_stage, theme, stage, reviewer, law_due)
    WHERE running = 1;
CREATE INDEX case_parts_running_by_age
    ON case_parts (county, department, submitted_at, number, item, case_stage, theme, stage, reviewer, due)
    WHERE running = 1;
CREATE INDEX case_parts_running_by_holder
    ON case_parts (county, department, holder, number, item, case_stage, theme, stage, reviewer, due)
    WHERE running = 1;
CREATE INDEX case_parts_by_stage
    ON case_parts (county, department, case_stage, submitted_at, number, item, running, leads);
CREATE INDEX case_parts_by_theme
    ON case_parts (county, department, theme, case_stage, submitted_at, number, item, running, leads);
CREATE INDEX case_parts_by_holder
    ON case_parts (county, department, holder, number, item, case_stage, theme, leads);
CREATE INDEX case_parts_late ON case_parts (county, decided_on, department) WHERE late = 1;
