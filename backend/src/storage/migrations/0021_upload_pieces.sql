-- The key of a file, wrapped by the vault; none for a file from before files were sealed.
ALTER TABLE uploads ADD COLUMN data_key TEXT;

CREATE INDEX uploads_plain ON uploads (disk) WHERE data_key IS NULL;

-- Pieces of uploads that are under way. `object` names the piece in the store of files.
CREATE TABLE upload_pieces (
    disk TEXT NOT NULL REFERENCES uploads (disk) ON DELETE CASCADE,
    start BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    object TEXT NOT NULL UNIQUE,
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (disk, start)
);
