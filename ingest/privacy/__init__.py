"""Personal data out, before anything is kept: recognisers find it, `masks` puts placeholders in
its place, `pseudonyms` replaces ids by keyed digests."""
