"""How much of one thing we are willing to hold in memory, or to unpack."""

LINE = 20_000_000
"""Characters of one line, of one CSV row and of one cell."""
DOCUMENT = 500_000_000
"""Characters of a text that has to be seen whole: a chat, a call, a day of Slack."""
WHOLE = 32_000_000
"""Characters of a JSON document up to which it is held whole; longer ones are read bit by bit."""
STRETCH = 8_000_000
"""Bytes of a long list that are handed on at once."""
AROUND = 1_000_000
"""Values in a list up to which it is held beside a long one."""
CELL_LINES = 10_000
"""Lines one CSV row may span before its opening quote is taken for a stray one."""
SAMPLE = 65_536
"""Bytes looked at before deciding what a file is."""
RATIO = 500
"""Times that packed data may grow. Repetitive logs reach 100, a zip bomb 1,000."""
RATIO_FROM = 50_000_000
"""Unpacked bytes below which the ratio does not matter."""
FILES = 100_000
"""Files in one folder or archive."""
UNPACKED = 20_000_000_000
"""Bytes all files of an archive may unpack to."""
SPOOLED = 2_000_000_000
"""Bytes of an archive, workbook or Parquet file that comes from a stream that cannot seek."""
MAIL = 50_000_000
"""Bytes of one e-mail, its attachments included."""
WORKBOOK = 500_000_000
"""Unpacked bytes of a workbook; its shared texts are held in memory."""
