"""Counts to judgements: pure, series in, verdicts out."""
