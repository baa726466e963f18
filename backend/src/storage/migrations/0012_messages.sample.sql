INSERT INTO messages (case_number, seq, kind, body, at)
VALUES ('61032820260302000017', 1, 'received', '{}', 1772416800);

INSERT INTO deliveries (id, case_number, seq, channel, state, attempts, next_at, fault)
VALUES ('0123456789abcdef0123456789abcdef', '61032820260302000017', 1, 'sms', 'waiting', 0, 1772416800, '');

INSERT INTO contacts (case_number, openid) VALUES ('61032820260302000017', 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M');
