"""Readers of chats in messengers."""
