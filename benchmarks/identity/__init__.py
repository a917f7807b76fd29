"""Whether themes keep their ids while months of asks stream in."""
