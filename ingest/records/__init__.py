"""Records of any file to conversations, by a reader, a mapping or guessed columns."""
