-- Numbers of every kind count by a rule of the catalogue, within what that rule says. Those of applications counted by region
-- and day.
ALTER TABLE counters RENAME COLUMN region TO rule;
ALTER TABLE counters RENAME COLUMN day TO scope;
UPDATE counters SET scope = rule || scope, rule = 'application' WHERE rule < 'a';
