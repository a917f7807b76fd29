"""The HTTP API: routers per resource, schemas of the answers, errors as problem details."""
