INSERT INTO staff (id, name, display_name, password_hash, roles, region, demo, created_at, password_changed_at)
VALUES ('e1', 'duban', '督办员', '$argon2id$', 'supervisor', '610328', FALSE, 1772416800, 1772416800);

INSERT INTO staff (id, name, display_name, password_hash, totp_secret, totp_last_step, roles, region, department, demo,
                   disabled_at, created_at, password_changed_at)
VALUES ('e2', 'shenpi', '审批员', '$argon2id$', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59080560, 'reviewer inspector', '610328',
        'health', TRUE, 1772416900, 1772416800, 1772416800);
