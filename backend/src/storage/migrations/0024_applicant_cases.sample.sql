INSERT INTO applicant_cases (case_number, applicant, handed_in_by, at)
SELECT number, 'a1', 'a2', 1772416800 FROM applications;
