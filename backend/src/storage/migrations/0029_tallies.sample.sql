INSERT INTO tallies (county, kind, day, department, amount) VALUES ('610329', 'arrived', '2026-03-02', '', 1);
