-- What of an import could not be read, in the order it was met.
SELECT place, reason
FROM conversations.rejected JOIN conversations.imports ON no = import_no
WHERE id = $id
ORDER BY seq;
