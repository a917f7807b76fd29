"""How well sentiment and urgency are told."""
