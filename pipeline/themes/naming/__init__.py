"""Names of themes by a language model that a person configured."""
