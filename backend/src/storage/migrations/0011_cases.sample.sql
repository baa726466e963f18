INSERT INTO cases (number, events, theme, theme_name, county, prefecture, holder, subject, stage, turn, to_do, running, due,
    law_due, wakes, visit, submitted_at, over_on, parts, parts_over)
VALUES ('61032820260302000017', 1, 'convenience_store', '开便利店', '610328', '610300', '张三', '{}', 'received', 'window', 1, 1,
    '2026-03-09', '2026-03-09', '2026-03-10', '', 1772416800, '', 1, 0);

INSERT INTO case_parts (number, item, name, department, county, prefecture, stage, running, reviewer, reviewer_name, due,
    law_due, decided_on, late, leads, theme, holder, submitted_at, case_stage)
VALUES ('61032820260302000017', 'business_registration', '个体工商户设立登记', 'market_regulation', '610328', '610300', 'open',
    1, '', '', '2026-03-05', '2026-03-05', '', 0, 1,
    'convenience_store', '张三', 1772416800, 'received');
