-- The conversations to forget, and what stands for their customers from now on.
CREATE OR REPLACE TEMP TABLE doomed AS SELECT source, key, stub FROM new_doomed;
