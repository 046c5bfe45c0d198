"""How machines verify: `/api/verify` as OpenAPI 3.1. Its lists of words are those of the rules."""

from enum import StrEnum
from typing import Any

from lms.credentials.rules import RevocationReason
from lms.credentials.rules.checks import Outcome, Reason, Topic
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Note, Verdict
from lms.people.rules import NameShown

VERSION = "1.0.0"
DAY = {"type": "string", "format": "date"}
CODE = {"type": "string", "pattern": "^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$"}


def description(base_url: str) -> dict[str, Any]:
    """The whole description, with the address of this installation."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Verification of certificates",
            "version": VERSION,
            "summary": "Is a certificate genuine, and does it still stand?",
            "description": (
                "No key and no account are needed. `reliable` is true for a real certificate that is valid "
                "today. Texts come in the language that Accept-Language asks for: da, de, en, et, fi, lt, "
                "lv, pl or sv. Only look-ups that find nothing and files that are sent are counted; "
                "whoever asks too often gets 429 with Retry-After. Files are checked in memory and not kept."
            ),
        },
        "servers": [{"url": base_url}],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "responses": _responses()},
    }


def _paths() -> dict[str, Any]:
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    by_code = _look_up("verifyCode", "By the code that is printed on it", "code", {"type": "string"})
    by_digest = _look_up("verifyDigest", "By the SHA-256 of its file, which is not sent", "sha256", digest)
    return {
        "/api/verify/{code}": {"get": by_code},
        "/api/verify/file/{sha256}": {"get": by_digest},
        "/api/verify/file": {"post": _sending()},
    }


def _look_up(name: str, summary: str, parameter: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [{"name": parameter, "in": "path", "required": True, "schema": schema}],
        "responses": {
            "200": {"$ref": "#/components/responses/Answer"},
            "404": {"$ref": "#/components/responses/Unknown"},
            "429": {"$ref": "#/components/responses/TooOften"},
        },
    }


def _sending() -> dict[str, Any]:
    kinds = ("application/pdf", "image/png", "image/svg+xml", "application/json", "application/octet-stream")
    return {
        "operationId": "verifyFile",
        "summary": "The whole file: seal, credential inside, and comparison with what was issued",
        "requestBody": {
            "required": True,
            "description": "The file itself, at most 4 MB: PDF, PNG, SVG, JSON or JWT, told by its bytes.",
            "content": {kind: {} for kind in kinds},
        },
        "responses": {
            "200": {"$ref": "#/components/responses/Answer"},
            "413": {"$ref": "#/components/responses/TooLarge"},
            "429": {"$ref": "#/components/responses/TooOften"},
            "503": {"$ref": "#/components/responses/Busy"},
        },
    }


def _responses() -> dict[str, Any]:
    retry = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 0}}}
    return {
        "Answer": _response("What was found", "Answer"),
        "Unknown": _response("The register has nothing of the kind; `answer` is `unknown`", "Answer"),
        "TooLarge": _response("The file is larger than any certificate", "Problem"),
        "TooOften": {**_response("Asked too often", "Problem"), "headers": retry},
        "Busy": {**_response("Too many files at this moment", "Problem"), "headers": retry},
    }


def _response(text: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": text, "content": content}


def _schemas() -> dict[str, Any]:
    return {
        "Answer": _object(
            answer=_one_of(Verdict),
            reliable={"type": "boolean", "description": "A real certificate that is valid today"},
            headline={"type": "string"},
            notes=_list(_object(name=_one_of(Note), text={"type": "string"})),
            checks=_list(_ref("Check")),
            differences=_list(_ref("Difference")),
            certificate={"oneOf": [_ref("Certificate"), {"type": "null"}]},
            checked_at={"type": "string", "format": "date-time"},
        ),
        "Check": _object(
            topic=_one_of(Topic), outcome=_one_of(Outcome), reason=_one_of(Reason), text={"type": "string"}
        ),
        "Difference": _object(
            field=_one_of(Field), issued=_or_null({"type": "string"}), found=_or_null({"type": "string"})
        ),
        "Certificate": _certificate(),
        "Problem": _object(code={"type": "integer"}, message=_or_null({"type": "string"})),
    }


def _certificate() -> dict[str, Any]:
    holder = _object(name=_or_null({"type": "string"}), shown=_one_of(NameShown))
    return _object(
        code=CODE,
        title={"type": "string"},
        issuer={"type": "string"},
        hours={"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "A decimal number"},
        awarded_on=DAY,
        issued_on=DAY,
        expires_on=_or_null(DAY),
        revoked_on=_or_null(DAY),
        revocation_reason={"oneOf": [_one_of(RevocationReason), {"type": "null"}]},
        superseded_by=_or_null(CODE),
        supersedes=_or_null(CODE),
        holder=holder,
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _one_of(words: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [word.value for word in words]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}
