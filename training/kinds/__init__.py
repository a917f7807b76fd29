"""Fitting the classifier of kinds."""
