"""
Requests that AWS's own service models forbid, made from requests that they allow: a required member left out, a value
of another type, outside the limits, not among the enum. The engine is to refuse each with an error that the operation
declares, and to change nothing; the witness between says where it does not.
"""

from __future__ import annotations

import copy
import json
import urllib.parse
from datetime import datetime
from functools import lru_cache
from http.client import HTTPConnection
from typing import Any, Iterator

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.serialize import create_serializer

Path = tuple[Any, ...]
LONGEST = 5000
A_STRUCTURE = "a structure"


def send_spoiled_before_each_call(client: Any, region: str, endpoint: str) -> None:
    """Has every call of a client preceded by its spoiled copies, once for each set of members."""
    seen: set[Path] = set()

    def before(params: dict[str, Any], model: OperationModel, **_: Any) -> None:
        if model.input_shape is None:
            return
        for path, spoiled in spoiled_copies(model.input_shape, params):
            key = (model.name, path)
            # In a form, everything is a text.
            if key in seen or (path[-1] == A_STRUCTURE and model.service_model.metadata["protocol"] == "query"):
                continue
            seen.add(key)
            _send(model, region, endpoint, spoiled)

    client.meta.events.register(f"before-parameter-build.{client.meta.service_model.service_id.hyphenize()}", before)


def spoiled_copies(shape: Shape, value: Any) -> Iterator[tuple[Path, Any]]:
    """Copies of a request, each with one thing spoiled, and what that is: the path to it, without list positions."""
    for path, spoil in _spoilings(shape, value, ()):
        yield tuple(step for step in path if not isinstance(step, int)), spoil(copy.deepcopy(value))


def _spoilings(shape: Shape, value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in shape.required_members:
            if name in value:
                yield (*path, name, "missing"), _without((*path, name))
        for name, item in value.items():
            if name in shape.members:
                yield from _spoilings(shape.members[name], item, (*path, name))
        return
    if isinstance(shape, ListShape) and isinstance(value, list):
        most, least = shape.metadata.get("max", LONGEST), shape.metadata.get("min", 0)
        if value and most < 200:
            yield (*path, "too many"), _with(path, [value[0]] * (most + 1))
        if least:
            yield (*path, "too few"), _with(path, [])
        for position, item in enumerate(value):
            yield from _spoilings(shape.member, item, (*path, position))
        return
    if isinstance(shape, MapShape) and isinstance(value, dict):
        for key, item in value.items():
            yield from _spoilings(shape.value, item, (*path, key))
        return
    for what, wrong in _wrong_values(shape):
        yield (*path, what), _with(path, wrong)


def _wrong_values(shape: Shape) -> Iterator[tuple[str, Any]]:
    kind = shape.type_name
    most, least = shape.metadata.get("max"), shape.metadata.get("min")
    if kind == "string":
        yield A_STRUCTURE, {"wrong": "type"}
        if getattr(shape, "enum", []):
            yield "not among the enum", "NO_SUCH_VALUE"
        if most is not None and most <= LONGEST:
            yield "too long", "x" * (most + 1)
        if least:
            yield "too short", ""
    elif kind in ("integer", "long", "double", "float"):
        yield "a text", "some"
        if most is not None:
            yield "too much", most + 1
        if least is not None:
            yield "too little", least - 1
    elif kind == "boolean":
        yield "a text", "perhaps"


def _with(path: Path, wrong: Any) -> Any:
    def spoil(value: Any) -> Any:
        at = value
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = wrong
        return value

    return spoil


def _without(path: Path) -> Any:
    def spoil(value: Any) -> Any:
        at = value
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]
        return value

    return spoil


def send_as_query(operation: OperationModel, region: str, endpoint: str, params: Any) -> None:
    """Sends a request as a form, whatever protocol the client of its service prefers."""
    made = create_serializer("query", False).serialize_to_request(params, operation)
    body = urllib.parse.urlencode(made["body"]).encode()
    _post(operation, region, endpoint, body, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})


def _send(operation: OperationModel, region: str, endpoint: str, params: Any) -> None:
    metadata = operation.service_model.metadata
    if metadata["protocol"] == "query":
        try:
            send_as_query(operation, region, endpoint, params)
        except (AttributeError, TypeError, ValueError):
            return  # A form has no words for such a value.
        return
    body = json.dumps(params, default=_seconds).encode()
    headers = {
        "X-Amz-Target": f"{metadata['targetPrefix']}.{operation.name}",
        "Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}",
    }
    if "awsQueryCompatible" in metadata:
        headers["X-Amzn-Query-Mode"] = "true"
    _post(operation, region, endpoint, body, headers)


def _post(operation: OperationModel, region: str, endpoint: str, body: bytes, headers: dict[str, str]) -> None:
    scope = f"any/20260101/{region}/{operation.service_model.signing_name}/aws4_request"
    signed = {
        **headers,
        "User-Agent": "witness",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
    }
    connection = _connection(endpoint)
    connection.request("POST", "/", body, signed)
    connection.getresponse().read()


@lru_cache(maxsize=None)
def _connection(endpoint: str) -> HTTPConnection:
    return HTTPConnection(endpoint.removeprefix("http://"), timeout=60)


def _seconds(value: Any) -> float:
    assert isinstance(value, datetime)
    return value.timestamp()
