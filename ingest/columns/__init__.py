"""Columns of flat tables: what is header, which column holds which field, who wrote a row."""
