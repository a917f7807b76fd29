"""Frozen values that the packages hand each other.

Standard library and numpy only; nothing here reads a file, a clock or a database.
"""
