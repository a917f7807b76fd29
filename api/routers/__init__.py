"""Routes, a module for each resource.

An operation id is part of the API: it is written out, and stays when a function is renamed.
"""
