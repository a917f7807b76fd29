"""Readers of live chat tools."""
