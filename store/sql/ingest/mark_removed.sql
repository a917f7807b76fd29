-- Note that an import was taken back.
UPDATE imports SET removed_at = $now WHERE no = $import_no;
