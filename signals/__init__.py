"""Statistics of counts: trends, alarms, effects, audits, rankings. Series in, verdicts out."""
