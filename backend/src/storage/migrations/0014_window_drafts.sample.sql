INSERT INTO window_drafts (draft, staff, staff_name, region, authority, at)
VALUES ('aa', 'ff', '李四', '610328', '本人到场', 1772416800);
