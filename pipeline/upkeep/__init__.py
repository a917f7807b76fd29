"""Steps that look after a workspace as a whole."""
