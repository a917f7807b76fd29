"""Whether a workspace is whole: its files, its live store, what is published, its audits."""
