"""How well vectors tell asks apart, beside the models they come from."""
