INSERT INTO applications (number, secret_hash, theme, theme_name, region, submitted_at, body, later)
VALUES ('61032819950302000019', 'ff', 'convenience_store', '开便利店', '610328', 794102400, '', '[]');

INSERT INTO deletions (number, theme, region, opened_at, closed_on, stage, deleted_at, rule, events, head)
VALUES ('61032819950302000019', 'convenience_store', '610328', 794102400, '1995-03-20', 'delivered', 1772416800, 'case_decided', 7, 'dd');

INSERT INTO deleted_lates (number, county, department, decided_on, item)
VALUES ('61032819950302000019', '610328', 'market_regulation', '1995-03-19', 'business_licence');

INSERT INTO holds (number, at, reason, released_at)
VALUES ('61032820260302000017', 1772416800, '行政复议', NULL);
