-- Stubs that no tombstone names (`forgotten`): reading their file again would bring them back.
SELECT NULL AS name FROM erased ANTI JOIN forgotten USING (source, key);
