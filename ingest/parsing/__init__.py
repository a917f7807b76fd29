"""Cells and fields to values: times, HTML, authors, column names, mappings, quoted replies."""
