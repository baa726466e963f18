INSERT INTO applications (number, secret_hash, theme, theme_name, region, submitted_at, body, later)
VALUES ('61032820260302000017', 'bb', 'convenience_store', '开便利店', '610328', 1772416800, '{}', '[]');

INSERT INTO parts (application, position, item, name, department, department_name, working_days, body)
VALUES ('61032820260302000017', 0, 'business_registration', '个体工商户设立登记', 'market_regulation', '市场监管部门', 3, '{}');
