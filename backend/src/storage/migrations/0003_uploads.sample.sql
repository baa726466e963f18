INSERT INTO uploads (disk, id, draft, name, bytes)
VALUES ('01', 'c1', 'aa', '租赁合同.pdf', 1000);

INSERT INTO uploads (disk, id, application, name, bytes, media_type)
VALUES ('02', 'c2', '61032820260302000017', '身份证.jpg', 2000, 'image/jpeg');
