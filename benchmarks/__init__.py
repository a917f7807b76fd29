"""Measures of speed and quality; each prints its table and exits non-zero below its bar."""
