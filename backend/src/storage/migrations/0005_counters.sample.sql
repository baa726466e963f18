INSERT INTO counters (region, day, last) VALUES ('610328', '20260302', 1);
