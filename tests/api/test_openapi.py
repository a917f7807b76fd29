"""The OpenAPI document: problems, examples and stable operation ids."""

from fastapi import FastAPI

from api.openapi import build_example


def test_every_operation_documents_its_problems_and_gives_examples(filled_app: FastAPI) -> None:
    told = filled_app.openapi()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            assert "example" in str(operation["responses"]["200"]), path
            for status, answer in operation["responses"].items():
                kinds = list(answer["content"])
                assert kinds == (
                    ["application/json"] if status == "200" else ["application/problem+json"]
                )


def test_operation_ids_are_part_of_the_api(filled_app: FastAPI) -> None:
    document = filled_app.openapi()
    assert {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
    } == {
        "themes_v1_themes_get",
        "theme_v1_themes__id__get",
        "conversations_v1_themes__id__conversations_get",
        "areas_v1_areas_get",
        "counts_v1_counts_get",
        "receive_v1_conversations_post",
        "health_v1_health_get",
    }


def test_an_example_is_built_from_the_examples_of_the_parts() -> None:
    schemas = {"Part": {"type": "object", "properties": {"n": {"examples": [7]}}}}
    schema = {
        "type": "object",
        "properties": {
            "fixed": {"const": "ok"},
            "optional": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]},
            "several": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
        },
    }
    assert build_example(schema, schemas) == {
        "fixed": "ok",
        "optional": {"n": 7},
        "several": [{"n": 7}],
    }
