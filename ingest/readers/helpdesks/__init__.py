"""Readers of helpdesks' exports, API answers and webhooks."""
