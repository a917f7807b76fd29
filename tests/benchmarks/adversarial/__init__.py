"""Tests of the hostile texts and files."""
