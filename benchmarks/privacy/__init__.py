"""How much personal data masking finds, and what it masks by mistake."""
