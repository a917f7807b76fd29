"""The texts the models are trained on, and how they are made."""
