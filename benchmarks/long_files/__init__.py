"""Files too long to be held: how much memory their reading takes."""
