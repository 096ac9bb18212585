"""Whether a value on the wire is what AWS's own service model (botocore's) says. Each finding is one sentence."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from typing import Any, Iterator
from xml.etree.ElementTree import Element

from botocore.model import ListShape, MapShape, Shape, StructureShape

NUMBERS = {"integer": int, "long": int, "float": float, "double": float}


def judge_json(shape: Shape, value: Any, where: str = "") -> Iterator[str]:
    """Checks a parsed JSON value."""
    kind = shape.type_name
    if isinstance(shape, StructureShape):
        if not isinstance(value, dict):
            yield f"{where or '.'}: {_told(value)} where the model has a structure"
            return
        for name, item in value.items():
            member = shape.members.get(name)
            if member is None:
                yield f"{where}.{name}: no member of {shape.name}"
            elif item is None:
                yield f"{where}.{name}: null, which AWS leaves out"
            else:
                yield from judge_json(member, item, f"{where}.{name}")
        for name in shape.required_members:
            if name not in value:
                yield f"{where}.{name}: required by {shape.name} and not there"
        if shape.is_tagged_union and len(value) != 1:
            yield f"{where}: {len(value)} members of the union {shape.name}"
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{where}: {_told(value)} where the model has a list"
            return
        yield from _size(shape, len(value), where)
        for position, item in enumerate(value):
            yield from judge_json(shape.member, item, f"{where}[{position}]")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{where}: {_told(value)} where the model has a map"
            return
        yield from _size(shape, len(value), where)
        for key, item in value.items():
            yield from judge_json(shape.key, key, f"{where} key {key!r}")
            yield from judge_json(shape.value, item, f"{where}[{key!r}]")
    elif kind in ("string", "character"):
        if isinstance(value, str):
            yield from _text(shape, value, where)
        else:
            yield f"{where}: {_told(value)} where the model has a string"
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield f"{where}: {_told(value)} where the model has a boolean"
    elif kind in NUMBERS:
        whole = NUMBERS[kind] is int
        if isinstance(value, bool) or not isinstance(value, (int, float)) or (whole and not isinstance(value, int)):
            yield f"{where}: {_told(value)} where the model has a number ({kind})"
        else:
            yield from _size(shape, value, where)
    elif kind == "timestamp":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"{where}: {_told(value)} where the model has epoch seconds"
        elif not 0 < value < 32503680000:
            yield f"{where}: {value} is no time in seconds"
    elif kind == "blob":
        try:
            base64.b64decode(value, validate=True)
        except (TypeError, ValueError, binascii.Error):
            yield f"{where}: no base64"
    else:
        yield f"{where}: the witness does not know the type {kind}"


def judge_xml(shape: Shape, element: Element, where: str = "") -> Iterator[str]:
    """Checks an element of an answer in the Query protocol."""
    kind = shape.type_name
    if isinstance(shape, StructureShape):
        by_wire_name = {_wire_name(name, member): (name, member) for name, member in shape.members.items()}
        seen: dict[str, list[Element]] = {}
        for child in element:
            seen.setdefault(local_name(child), []).append(child)
        if (element.text or "").strip():
            yield f"{where}: text in the structure {shape.name}"
        for tag, children in seen.items():
            if tag not in by_wire_name:
                yield f"{where}.{tag}: no member of {shape.name}"
                continue
            name, member = by_wire_name[tag]
            if member.serialization.get("flattened"):
                yield from _flattened(member, children, f"{where}.{name}")
                continue
            if len(children) > 1:
                yield f"{where}.{name}: there {len(children)} times"
            yield from judge_xml(member, children[0], f"{where}.{name}")
        for name in shape.required_members:
            if _wire_name(name, shape.members[name]) not in seen:
                yield f"{where}.{name}: required by {shape.name} and not there"
    elif isinstance(shape, ListShape):
        wanted = shape.member.serialization.get("name", "member")
        yield from _size(shape, len(element), where)
        for position, child in enumerate(element):
            if local_name(child) != wanted:
                yield f"{where}: <{local_name(child)}> in a list whose elements are <{wanted}>"
            yield from judge_xml(shape.member, child, f"{where}[{position}]")
    elif isinstance(shape, MapShape):
        for position, child in enumerate(element):
            if local_name(child) != "entry":
                yield f"{where}: <{local_name(child)}> in a map"
            yield from _entry(shape, child, f"{where}[{position}]")
    else:
        if len(element):
            yield f"{where}: elements where the model has a {kind}"
            return
        yield from judge_text(shape, element.text or "", where)


def judge_text(shape: Shape, text: str, where: str) -> Iterator[str]:
    """Checks a scalar as the Query protocol writes it."""
    kind = shape.type_name
    if kind in ("string", "character"):
        yield from _text(shape, text, where)
    elif kind == "boolean":
        if text not in ("true", "false"):
            yield f"{where}: {text!r} where the model has a boolean"
    elif kind in NUMBERS:
        try:
            yield from _size(shape, NUMBERS[kind](text), where)
        except ValueError:
            yield f"{where}: {text!r} where the model has a number ({kind})"
    elif kind == "timestamp":
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)", text):
            yield f"{where}: {text!r} where the model has a time of ISO 8601"
        else:
            datetime.fromisoformat(text.replace("Z", "+00:00"))
    elif kind == "blob":
        try:
            base64.b64decode(text, validate=True)
        except (ValueError, binascii.Error):
            yield f"{where}: no base64"


def judge_form(shape: Shape, form: dict[str, str], prefix: str, used: set[str]) -> Iterator[str]:
    """Checks what a form says under a prefix, and notes in `used` the keys that the model knows."""
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            key = _joined(prefix, _wire_name(name, member))
            if any(given == key or given.startswith(key + ".") for given in form):
                yield from judge_form(member, form, key, used)
            elif name in shape.required_members:
                yield f"{key}: required by {shape.name} and not there"
    elif isinstance(shape, ListShape):
        used.add(prefix)
        stem = prefix if shape.serialization.get("flattened") else _joined(
            prefix, shape.member.serialization.get("name", "member")
        )
        count = 0
        for position in _positions(form, stem):
            count += 1
            yield from judge_form(shape.member, form, f"{stem}.{position}", used)
        yield from _size(shape, count, prefix)
    elif isinstance(shape, MapShape):
        used.add(prefix)
        stem = prefix if shape.serialization.get("flattened") else _joined(prefix, "entry")
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        for position in _positions(form, stem):
            yield from judge_form(shape.key, form, f"{stem}.{position}.{key_name}", used)
            yield from judge_form(shape.value, form, f"{stem}.{position}.{value_name}", used)
    else:
        used.add(prefix)
        if prefix in form:
            yield from judge_text(shape, form[prefix], prefix)
        else:
            yield f"{prefix}: a structure where the model has a {shape.type_name}"


def local_name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _entry(shape: MapShape, entry: Element, where: str) -> Iterator[str]:
    names = [shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")]
    if [local_name(child) for child in entry] != names:
        yield f"{where}: {[local_name(child) for child in entry]} where a map has {names}"
        return
    yield from judge_xml(shape.key, entry[0], f"{where} key")
    yield from judge_xml(shape.value, entry[1], f"{where} value")


def _flattened(shape: Shape, children: list[Element], where: str) -> Iterator[str]:
    for position, child in enumerate(children):
        if isinstance(shape, MapShape):
            yield from _entry(shape, child, f"{where}[{position}]")
        elif isinstance(shape, ListShape):
            yield from judge_xml(shape.member, child, f"{where}[{position}]")


def _wire_name(name: str, member: Shape) -> str:
    if isinstance(member, ListShape) and member.serialization.get("flattened"):
        return member.member.serialization.get("name", member.serialization.get("name", name))
    return member.serialization.get("name", name)


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _positions(form: dict[str, str], stem: str) -> list[str]:
    found = {key[len(stem) + 1 :].split(".", 1)[0] for key in form if key.startswith(stem + ".")}
    return sorted(found, key=lambda position: (len(position), position))


def _text(shape: Shape, text: str, where: str) -> Iterator[str]:
    enum = getattr(shape, "enum", [])
    if enum and text not in enum:
        yield f"{where}: {text!r} is not among {', '.join(enum)}"
    yield from _size(shape, len(text), where)
    pattern = shape.metadata.get("pattern")
    if pattern and not _matches(pattern, text):
        yield f"{where}: {text!r} does not match {pattern}"


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(_PYTHON.sub(lambda found: _CLASSES[found[0]], pattern), text) is not None
    except re.error:
        return True


# What Java's patterns say and Python's cannot.
_CLASSES = {r"\p{L}": "a-zA-Z", r"\p{Z}": " ", r"\p{N}": "0-9", r"\p{ASCII}": r"\x00-\x7f"}
_PYTHON = re.compile(r"\\p\{(?:L|Z|N|ASCII)\}")


def _size(shape: Shape, size: float, where: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield f"{where}: {size} is below the model's least, {least}"
    if most is not None and size > most:
        yield f"{where}: {size} is above the model's most, {most}"


def _told(value: Any) -> str:
    return f"{type(value).__name__} {str(value)[:60]!r}"
