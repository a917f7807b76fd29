"""Steps that read or write files of their own: reports, discoveries, evaluations."""
