INSERT INTO authorisations (id, principal, agent_key, agent, theme, case_number, powers, given_at, until, revoked_at, revoked_by)
VALUES ('u1', 'a1', 'ee', '19900000002', 'restaurant', NULL, 'submit see', 1772416800, '2026-12-31', NULL, NULL);

INSERT INTO authorisation_events (authorisation, no, at, what, applicant, case_number)
VALUES ('u1', 1, 1772416800, 'given', 'a1', NULL);
