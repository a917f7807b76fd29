"""Steps that judge: trends, alarms, effects, audits."""
