"""Steps that answer questions from one snapshot."""
