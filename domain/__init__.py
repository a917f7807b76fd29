"""The words everyone speaks: frozen values that the rooms hand each other.

Standard library and numpy only; nothing here reads a file, a clock or a database.
"""
