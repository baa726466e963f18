INSERT INTO unmaskings (id, case_number, region, staff, staff_name, department, at, until, reason, note)
VALUES ('k1', '61032820260302000017', '610328', 's1', '窗口（测试）', NULL, 1772416800, 1772417700, 'check_materials', NULL);
