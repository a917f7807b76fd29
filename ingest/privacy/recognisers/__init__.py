"""One module a kind of personal data: text in, spans out."""
