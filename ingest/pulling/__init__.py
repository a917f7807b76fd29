"""Conversations fetched from a tool's API, page by page, from where the last fetch ended."""

from ingest.pulling.client import Client, PullFailed
from ingest.pulling.tools import TOOLS, Page, Tool, conversations

__all__ = ["TOOLS", "Client", "Page", "PullFailed", "Tool", "conversations"]
