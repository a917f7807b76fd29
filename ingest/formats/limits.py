"""Limits on what is held in memory or unpacked."""

LINE = 20_000_000
"""Characters of one line, of one CSV row and of one cell."""
DOCUMENT = 500_000_000
"""Characters of a text that is held whole: a chat, a call, a day of Slack."""
WHOLE = 32_000_000
"""Characters of a JSON document that is held whole; longer ones are parsed incrementally."""
OBJECT = 20_000_000_000
"""Bytes of one JSON object around a long list."""
STRETCH = 8_000_000
"""Bytes of a long list that make one page."""
AROUND = 1_000_000
"""Values of a list that is held beside a long one."""
CELL_LINES = 10_000
"""Lines of one CSV row, after which its opening quote counts as unclosed."""
REREAD, REREAD_SHARE = 20_000_000, 10
"""Characters of a CSV file that are read again after quotes that were not closed: so many, and so
many times those read since. Beyond, a quote that is not closed on its line counts as unclosed."""
COLUMNS = 10_000
"""Columns of a table."""
SAMPLE = 65_536
"""Bytes read to detect a file's format."""
RATIO = 500
"""Most growth of packed data, as a ratio. Repetitive logs reach 100, a zip bomb 1,000."""
RATIO_FROM = 2_000_000
"""Unpacked bytes up to which the ratio is not checked."""
LONG_RATIO, LONG_FROM = 100, 5_000_000
"""The same for what is long when unpacked."""
FILES = 100_000
"""Files in one folder or archive."""
UNPACKED = 20_000_000_000
"""Unpacked bytes of all files of an archive."""
SPOOLED = 2_000_000_000
"""Bytes of an archive, workbook or Parquet file that comes from a stream without seeking."""
MAIL = 50_000_000
"""Bytes of one e-mail, its attachments included."""
WORKBOOK = 500_000_000
"""Unpacked bytes of a workbook; its shared strings are held in memory."""
