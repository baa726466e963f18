-- Who saw whole what a case says of people, when, and what for. `until` is when it was masked again for them; until then
-- nothing is asked a second time. `department` is that of who looked, `region` that of the case. `note` is sealed under the
-- data key of the application and goes with it; the row stays.
CREATE TABLE unmaskings (
    id TEXT NOT NULL PRIMARY KEY,
    case_number TEXT NOT NULL,
    region TEXT NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    department TEXT,
    at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT
);

CREATE INDEX unmaskings_by_case ON unmaskings (case_number, staff, until);
CREATE INDEX unmaskings_by_time ON unmaskings (at);
