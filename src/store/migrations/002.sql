-- What a clause does and whom it charges, so that a mapping need not read the sources again.

-- `preamble` or `operative`, of heads and clauses.
ALTER TABLE passage ADD COLUMN part TEXT;
-- The act's id; of a combined head the second verb's.
ALTER TABLE passage ADD COLUMN act TEXT;
-- Ids of the addressees in order, as JSON.
ALTER TABLE passage ADD COLUMN addressees TEXT;

-- What is derived lacks these columns: it is derived anew.
DELETE FROM stamp;
