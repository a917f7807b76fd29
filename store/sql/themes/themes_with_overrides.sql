-- Living themes that people say something of.
SELECT id, overrule FROM themes WHERE overrule IS NOT NULL AND retired_run IS NULL ORDER BY id;
