"""Whether trends, alarms, effects and audits say what was planted."""
