"""The tone of an ask: how its writer feels, and whether it is urgent."""
