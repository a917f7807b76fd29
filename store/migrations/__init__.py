"""The schema of the live database, as numbered steps that run forward."""
