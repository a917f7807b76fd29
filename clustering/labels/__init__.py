"""Naming themes from their own asks: labels and keywords by language, and quotes that differ."""
