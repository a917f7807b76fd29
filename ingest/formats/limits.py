"""How much of one thing we are willing to hold in memory."""

LINE = 20_000_000
"""Characters of one line, of one CSV row and of one cell."""
DOCUMENT = 500_000_000
"""Characters of a JSON document, which has to be held whole (JSON Lines is streamed)."""
CELL_LINES = 10_000
"""Lines one CSV row may span before its opening quote is taken for a stray one."""
SAMPLE = 65_536
"""Bytes looked at before deciding what a file is."""
