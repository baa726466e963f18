INSERT INTO sign_in_failures (key, failures, failed_at, locked_until)
VALUES ('ab', 5, 1772416800, 1772416860), ('cd', 1, 1772416800, NULL);
