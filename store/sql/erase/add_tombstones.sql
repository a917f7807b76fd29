-- Keep the tombstones in `new_tombstones`, each once, with its latest time.
DELETE FROM tombstones WHERE EXISTS (
    FROM new_tombstones AS new WHERE new.kind = tombstones.kind AND new.digest = tombstones.digest
);

INSERT INTO tombstones BY NAME SELECT kind, digest, forgotten_at FROM new_tombstones;
