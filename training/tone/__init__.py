"""Fitting the heads that tell sentiment and urgency."""
