"""What the OpenAPI document says beyond what the framework works out by itself."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from analyser.errors import AnalyserError
from api.errors import MEDIA_TYPE, TABLE, Forbidden, NotSignedIn, TooOften, problem_type
from api.review_schemas import Lesson
from api.schemas import EXAMPLE_CALL, CallIn, ProblemOut
from api.upload_reading import FORM, JSON

ACCESS: Final = (NotSignedIn, Forbidden, TooOften)
"""What every route but the open ones may answer."""
REF: Final = "#/components/schemas/{model}"
FACTS: Final = {
    "account": "with whom",
    "opportunity": "about which deal",
    "date": "when: ISO 8601",
    "type": "what kind of call",
    "outcome": "how it ended",
    "source_id": "its id in the system that it came from",
    "participants": 'a JSON list of {"name", "role", "email"}',
}
FORM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "a transcript"},
        "rep": {
            "type": "array",
            "items": {"type": "string", "maxLength": 200},
            "description": "names of the seller's people, as the transcript writes them",
        },
        "id": {"type": "string", "maxLength": 200, "description": "the call's own id"},
        **{
            name: {"type": "string", "maxLength": 200, "description": about}
            for name, about in FACTS.items()
        },
    },
}
UPLOAD_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": FORM_SCHEMA,
                "encoding": {"rep": {"style": "form", "explode": True}},
                "example": {"file": "(the file's bytes)", "rep": ["Ann Lee"], "id": "acme-1"},
            },
            "text/plain": {"schema": {"type": "string"}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            JSON: {"schema": {"$ref": REF.format(model="CallIn")}, "example": EXAMPLE_CALL},
        },
    }
}


def problems(*errors: type[AnalyserError]) -> dict[int | str, dict[str, Any]]:
    """The responses of a route that may raise these errors, as the framework takes them."""
    out: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        kind = TABLE[error]
        examples = out.setdefault(kind.status, {"description": "", "content": {}})
        examples["description"] += ("; " if examples["description"] else "") + kind.title
        body = examples["content"].setdefault(
            MEDIA_TYPE, {"schema": {"$ref": REF.format(model="ProblemOut")}, "examples": {}}
        )
        body["examples"][error.__name__] = {
            "value": {
                "type": problem_type(error),
                "title": kind.title,
                "status": kind.status,
                "detail": f"{(error.__doc__ or '').strip()}",
            }
        }
    return out


def describe(app: FastAPI) -> None:
    """Make ``app.openapi`` name the schemas that only our own texts refer to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            schemas = found.setdefault("components", {}).setdefault("schemas", {})
            for model in (CallIn, Lesson, ProblemOut):
                schema = model.model_json_schema(ref_template=REF)
                schemas.update(schema.pop("$defs", {}))
                schemas[model.__name__] = schema
            _without_the_frameworks_errors(found)
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's own way to extend it


def _without_the_frameworks_errors(document: dict[str, Any]) -> None:
    """The framework names answers for wrong parameters that it does not give here."""
    for operations in document["paths"].values():
        for operation in operations.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
