-- Themes that lead elsewhere than people's standing mergers say (`standing_redirects`), or in a
-- circle.
SELECT id AS name FROM (FROM redirects EXCEPT SELECT id, to_id FROM standing_redirects)
UNION ALL
SELECT id FROM (SELECT id, to_id FROM standing_redirects EXCEPT FROM redirects)
UNION ALL
SELECT here.id FROM redirects AS here JOIN redirects AS further ON further.id = here.to_id;
