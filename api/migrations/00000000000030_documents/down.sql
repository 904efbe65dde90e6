DROP INDEX submissions_sha256;
