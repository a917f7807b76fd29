"""Conversations from a tool's API, page by page, from where the last pull ended."""
