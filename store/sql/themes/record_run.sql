-- How run $number grouped. An anchor of a space carries a part of the ask it came from: of a
-- regrouping on, spaces that nobody works in any more are not kept.
UPDATE runs SET space = NULL WHERE $is_regroup AND space IS NOT NULL;

UPDATE runs SET model = $model, fingerprint = $fingerprint, settings = $settings, space = $space
WHERE no = $number;
