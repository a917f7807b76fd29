"""Training the multilingual student."""
