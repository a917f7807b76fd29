"""What we trained, as it ships; the model card says how it was made."""
