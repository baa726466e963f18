-- How often something was asked lately, of all servers together. The key is a keyed hash of a class of requests with an
-- address or a secret; slot is the window, counted from 1970 in its own length; after ends_at (seconds) it counts no more.
CREATE TABLE rate_counts (
    key TEXT NOT NULL,
    slot BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (key, slot)
);

CREATE INDEX rate_counts_by_end ON rate_counts (ends_at);
