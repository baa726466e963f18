INSERT INTO applicant_sessions (key, id, applicant, device, created_at, seen_at, expires_at)
VALUES ('ff', 'd1', 'a1', 'Android', 1772416800, 1772416860, 1772460000);

INSERT INTO sms_codes (key, code, sent_at, expires_at, tries, day, on_day)
VALUES ('aa', '', 1772416800, 1772417100, 1, '2026-03-02', 1);

INSERT INTO sign_in_states (key, browser, provider, held, expires_at)
VALUES ('cc', 'dd', 'wechat', '{}', 1772417400);
