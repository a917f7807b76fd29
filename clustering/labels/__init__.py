"""Labels, keywords and quotes of themes, taken from their own asks, language by language."""
