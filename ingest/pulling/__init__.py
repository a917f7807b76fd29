"""Conversations fetched from a tool's API, page by page, from where the last fetch ended."""
