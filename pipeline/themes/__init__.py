"""Steps that make themes and change them."""
