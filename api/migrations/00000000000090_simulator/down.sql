DROP TABLE simulations;
ALTER TABLE memberships DROP COLUMN objectives;
