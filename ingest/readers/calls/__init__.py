"""Transcripts of calls: of programs in JSON, as text, and as subtitles."""
