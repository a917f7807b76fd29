-- What was drawn for each whole audit, as JSON.
SELECT drawn FROM audited;
