"""How well answers to e-mails are cut down to what their writer wrote."""
