"""The OpenAPI document: the routes as FastAPI describes them, with an example of each answer."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE, Problem
from api.schemas.native import COMPONENTS

Schema = Mapping[str, Any]


def build_openapi_document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application, as a JSON object."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
    )
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = document["components"]["schemas"]
    schemas.update({**problem.pop("$defs", {}), "Problem": problem, **COMPONENTS})
    for methods in document["paths"].values():
        for operation in methods.values():
            _add_examples(operation["responses"], schemas)
    return document


def build_example(schema: Schema, schemas: Schema) -> Any:
    """An example of a JSON schema, built from the examples of its parts."""
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
        for media_type, content in response["content"].items():
            if media_type != MEDIA_TYPE:
                content["example"] = build_example(content["schema"], schemas)
