-- Nobody told the kinds of asks yet.
CREATE TABLE ask_kinds (ask_id VARCHAR, kind VARCHAR);
