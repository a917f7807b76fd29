"""The corridor: steps that load, call a room, and save; settings; the command line."""
