"""How masking, cutting and reading grow on texts and files that somebody made to be slow."""
