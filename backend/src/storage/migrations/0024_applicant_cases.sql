-- Whose case it is: the account of the applicant, and the account that handed it in, which is another one when somebody was
-- authorised to.
CREATE TABLE applicant_cases (
    case_number TEXT NOT NULL PRIMARY KEY REFERENCES applications (number),
    applicant TEXT NOT NULL REFERENCES applicants (id),
    handed_in_by TEXT NOT NULL REFERENCES applicants (id),
    at BIGINT NOT NULL
);

CREATE INDEX applicant_cases_by_applicant ON applicant_cases (applicant, at);
