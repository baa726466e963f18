INSERT INTO counters (rule, scope, last) VALUES ('application', '61032820260303', 1);
