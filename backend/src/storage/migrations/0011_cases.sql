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

CREATE INDEX cases_to_do_county ON cases (county, to_do, due, number);
CREATE INDEX cases_to_do_prefecture ON cases (prefecture, to_do, due, number);
CREATE INDEX cases_running_county ON cases (county, running, due, number);
CREATE INDEX cases_running_prefecture ON cases (prefecture, running, due, number);
CREATE INDEX cases_by_age_county ON cases (county, submitted_at, number);
CREATE INDEX cases_by_age_prefecture ON cases (prefecture, submitted_at, number);
CREATE INDEX cases_by_holder_county ON cases (county, holder, number);
CREATE INDEX cases_by_holder_prefecture ON cases (prefecture, holder, number);
CREATE INDEX cases_by_wakes ON cases (wakes);
CREATE INDEX cases_by_visit ON cases (visit, county);

-- The same for the parts of accepted cases, for the lists of departments.
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
    PRIMARY KEY (number, item)
);

CREATE INDEX case_parts_running_county ON case_parts (department, county, running, due, number);
CREATE INDEX case_parts_running_prefecture ON case_parts (department, prefecture, running, due, number);
CREATE INDEX case_parts_by_reviewer ON case_parts (reviewer, running, due, number);
