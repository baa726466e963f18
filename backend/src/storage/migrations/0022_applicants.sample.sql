INSERT INTO applicants (id, name, id_number, created_at, disabled_at)
VALUES ('a1', NULL, NULL, 1772416800, NULL), ('a2', '张三', '610328200001010011', 1772416900, 1772416950);

INSERT INTO applicant_proofs (kind, key, applicant, value, proved_at)
VALUES ('mobile', 'aa', 'a1', '19900000001', 1772416800), ('wechat', 'bb', 'a2', 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M', 1772416900);
