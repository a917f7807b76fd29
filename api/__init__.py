"""The API: routers per noun, schemas, errors mapped once to problem details."""
