-- A receipt is checked by the fingerprint alone, by anybody.
CREATE INDEX submissions_sha256 ON submissions (sha256);
