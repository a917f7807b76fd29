"""Text models: making them ready, and turning texts into vectors.

Importing it loads no torch; `encode.load_encoder` does, when it is called.
"""
