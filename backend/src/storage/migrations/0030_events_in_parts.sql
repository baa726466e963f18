-- The record grows for ever. In a file it stays one table; PostgreSQL keeps it in parts (0031_events_in_parts.postgres.sql).
SELECT 1;
