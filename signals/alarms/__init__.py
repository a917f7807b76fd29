"""Alarms: series above their expected level, by day and by hour, each reported once as a spell."""
