"""How the folders of our models are made: sources, formats, our trained parts, and recipes."""
