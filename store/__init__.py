"""The only package that knows SQL: one writer at a time, readers on immutable snapshots."""
