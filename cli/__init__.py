"""The command line: commands loaded when they are called, and what they print."""
