"""The application: steps that load, call a package, and save; settings."""
