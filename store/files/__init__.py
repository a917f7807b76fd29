"""The files of a workspace: home, lock, database connections, snapshots."""
