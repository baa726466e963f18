-- When the city's directory last said what a member of staff may do; none where an operator says it.
ALTER TABLE staff ADD COLUMN directory_at BIGINT;
