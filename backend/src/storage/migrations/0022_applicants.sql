-- Who applicants are. An account has one or more proofs: a mobile number that was verified by a code (`mobile`), an openid
-- of WeChat (`wechat`), a subject of a provider of identities (`oidc`), an identity number that such a provider vouched for
-- (`identity`). Of a proof, `key` is a keyed hash of what was proved, by which the account is found; what it says stands
-- sealed in `value`. `name` and `id_number` are sealed as well.
CREATE TABLE applicants (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT,
    id_number TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE applicant_proofs (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    applicant TEXT NOT NULL REFERENCES applicants (id),
    value TEXT NOT NULL,
    proved_at BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE INDEX applicant_proofs_by_applicant ON applicant_proofs (applicant, kind);
