"""Makes, by hand, the part of the text models that ships with us. Never installed."""
