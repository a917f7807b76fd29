"""Vendors' shapes, one module each: a reader turns one parsed record of its tool into the native
object that `ingest.native.build` understands, and may say whether a record is its own.
"""
