-- Who may act for whom, with what, about what, and until when. `agent_key` is the keyed hash of the number of who may, whose
-- account need not exist yet; the number itself is sealed in `agent`. `theme` and `case_number` narrow it. `powers` are words
-- with spaces between them. Days are those of Beijing; the last one counts.
CREATE TABLE authorisations (
    id TEXT NOT NULL PRIMARY KEY,
    principal TEXT NOT NULL REFERENCES applicants (id),
    agent_key TEXT NOT NULL,
    agent TEXT NOT NULL,
    theme TEXT,
    case_number TEXT,
    powers TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    until TEXT NOT NULL,
    revoked_at BIGINT,
    revoked_by TEXT
);

CREATE INDEX authorisations_by_principal ON authorisations (principal);
CREATE INDEX authorisations_by_agent ON authorisations (agent_key);

-- What became of an authorisation: given, used, revoked. Nothing here is ever changed.
CREATE TABLE authorisation_events (
    authorisation TEXT NOT NULL REFERENCES authorisations (id),
    no BIGINT NOT NULL,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    applicant TEXT NOT NULL,
    case_number TEXT,
    PRIMARY KEY (authorisation, no)
);
