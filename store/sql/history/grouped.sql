-- Where the grouping alone put each ask.
SELECT ask_id, theme_id, confidence FROM themes.grouped;
