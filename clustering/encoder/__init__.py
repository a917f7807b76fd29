"""Text models: making them ready, and turning texts into vectors.

Importing this package loads no torch; `load_encoder` does, when it is called.
"""
