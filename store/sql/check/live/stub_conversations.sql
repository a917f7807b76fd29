-- Stubs that stand twice, or of conversations that nobody knows.
SELECT NULL AS name FROM erased GROUP BY source, key HAVING count(*) > 1
UNION ALL
SELECT NULL FROM erased ANTI JOIN conversation_versions USING (source, key);
