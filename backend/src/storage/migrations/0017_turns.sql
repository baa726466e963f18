-- Whose turn it is: where several servers share a database, each takes a row here before it writes, and the next one waits
-- until it is done. `taken` counts the turns.
CREATE TABLE turns (
    name TEXT NOT NULL PRIMARY KEY,
    taken BIGINT NOT NULL
);

INSERT INTO turns (name, taken) VALUES ('writer', 0);
