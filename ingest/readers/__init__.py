"""One small module a tool: what its exports, API answers and webhooks mean."""
