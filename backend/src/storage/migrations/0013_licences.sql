-- Every version of every composite licence, found by the code in its address.
CREATE TABLE licences (
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    case_number TEXT NOT NULL REFERENCES applications (number),
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (code, version)
);

CREATE INDEX licences_by_case ON licences (case_number);
CREATE UNIQUE INDEX licences_by_number ON licences (number, version);

-- Numbers that were given out to components. A number is never given twice.
CREATE TABLE licence_numbers (
    number TEXT NOT NULL PRIMARY KEY,
    paper TEXT NOT NULL,
    case_number TEXT NOT NULL REFERENCES applications (number),
    item TEXT NOT NULL,
    UNIQUE (case_number, item)
);

-- Persons whose commitment was found false, by a keyed hash of their identity number.
CREATE TABLE broken_promises (
    person TEXT NOT NULL,
    case_number TEXT NOT NULL REFERENCES applications (number),
    promise TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, case_number, promise)
);
