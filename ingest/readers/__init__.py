"""Readers: one module a tool, for its exports, API answers and webhooks."""
