-- What was handed in. The secret is kept as its SHA-256.
CREATE TABLE applications (
    number TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    theme TEXT NOT NULL,
    theme_name TEXT NOT NULL,
    theme_name_en TEXT,
    region TEXT,
    plate TEXT,
    submitted_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    later TEXT NOT NULL
);

-- One part (子办件) for each item, in the order of the plan.
CREATE TABLE parts (
    application TEXT NOT NULL REFERENCES applications (number),
    position BIGINT NOT NULL,
    item TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    department TEXT NOT NULL,
    department_name TEXT NOT NULL,
    department_name_en TEXT,
    working_days BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (application, position)
);
