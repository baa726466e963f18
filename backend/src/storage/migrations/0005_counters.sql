-- The last number given out in a region on a day (yyyymmdd).
CREATE TABLE counters (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (region, day)
);
