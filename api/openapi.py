"""The OpenAPI document: what FastAPI knows of the routes, with an example of every answer."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE, Problem
from api.schemas.native import COMPONENTS

Schema = Mapping[str, Any]


def build_openapi_document(app: FastAPI) -> dict[str, Any]:
    """The document of an application."""
    told = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
    )
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = told["components"]["schemas"]
    schemas.update({**problem.pop("$defs", {}), "Problem": problem, **COMPONENTS})
    for methods in told["paths"].values():
        for operation in methods.values():
            _add_examples(operation["responses"], schemas)
    return told


def build_example(schema: Schema, schemas: Schema) -> Any:
    """An example of what a schema describes, put together from those of its parts."""
    if "$ref" in schema:
        return build_example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:  # an optional part
        return build_example(schema["anyOf"][0], schemas)
    if schema["type"] == "array":
        return [build_example(schema["items"], schemas)]
    return {name: build_example(part, schemas) for name, part in schema["properties"].items()}


def _add_examples(responses: dict[str, Any], schemas: Schema) -> None:
    for response in responses.values():
        for kind, content in response["content"].items():
            if kind != MEDIA_TYPE:
                content["example"] = build_example(content["schema"], schemas)
