"""Kinds of asks, predicted from a text's vector and from its words. Importing it loads no torch."""
