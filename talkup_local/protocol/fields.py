"""The fields of a message, read from its type and told in plain words.

Refusals and the protocol documents use the same words, so they can't disagree.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import inspect

NEEDED: Final = MappingProxyType({"needed": True})
"""``Meta(extra=...)`` of a field that may stand in one of several places, but must be there."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: its wire name, what it must be, and what it means."""

    name: str
    words: str
    required: bool
    description: str


def fields_of(message: type[msgspec.Struct]) -> list[Field]:
    """Return the fields of ``message`` in the order of the wire, without its tag."""
    return [
        Field(
            name=field.encode_name,
            words=in_words(field.type),
            required=field.required or is_needed(field.type),
            description=_description(field.type),
        )
        for field in _struct(inspect.type_info(message)).fields
    ]


def is_needed(node: inspect.Type) -> bool:
    """Tell whether a field is marked ``NEEDED``: decoding leaves that to the session."""
    return isinstance(node, inspect.Metadata) and bool((node.extra or {}).get("needed"))


def words_at(message: type[msgspec.Struct], path: list[str]) -> str:
    """Tell what the field at ``path`` must be, "" when there is none."""
    node = inspect.type_info(message)
    for name in path:
        struct = next((s for s in _parts(node) if isinstance(s, inspect.StructType)), None)
        found = [f.type for f in struct.fields if f.encode_name == name] if struct else []
        if not found:
            return ""
        node = found[0]
    return in_words(node)


def in_words(node: inspect.Type, *, plural: bool = False) -> str:
    """Tell a type in words. ``null`` is left out: it only means that a field is absent."""
    texts = [
        _one(part, plural=plural) for part in _parts(node) if not isinstance(part, inspect.NoneType)
    ]
    if "a number" in texts and "a whole number" in texts:
        texts.remove("a whole number")
    return " or ".join(texts)


def _parts(node: inspect.Type) -> list[inspect.Type]:
    if isinstance(node, inspect.Metadata):
        return _parts(node.type)
    if isinstance(node, inspect.UnionType):
        return [part for member in node.types for part in _parts(member)]
    return [node]


def _one(node: inspect.Type, *, plural: bool) -> str:  # noqa: PLR0911 (one per type)
    match node:
        case inspect.IntType():
            return ("whole numbers" if plural else "a whole number") + _range(node)
        case inspect.FloatType():
            return ("numbers" if plural else "a number") + _range(node)
        case inspect.StrType():
            return ("texts" if plural else "text") + _length(node)
        case inspect.BytesType():
            return "base64 texts" if plural else "base64 text"
        case inspect.RawType() | inspect.AnyType():
            return "anything"
        case inspect.BoolType():
            return "true or false"
        case inspect.LiteralType(values=values):
            return " or ".join(json.dumps(value) for value in values)
        case (
            inspect.ListType(item_type=item, max_length=longest)
            | inspect.VarTupleType(item_type=item, max_length=longest)
        ):
            most = "" if longest is None else f" at most {longest}"
            return f"{'lists' if plural else 'a list'} of{most} {in_words(item, plural=True)}"
        case _:
            return "objects" if plural else "an object"


def _range(node: inspect.IntType | inspect.FloatType) -> str:
    if node.gt is not None and node.le is not None:
        return f" above {node.gt} and at most {node.le}"
    if node.ge is not None and node.le is not None:
        return f" from {node.ge} to {node.le}"
    if node.ge is not None:
        return f" of at least {node.ge}"
    return "" if node.le is None else f" of at most {node.le}"


def _length(node: inspect.StrType) -> str:
    if node.max_length is None:
        return ""
    if node.min_length is None:
        return f" of at most {node.max_length} characters"
    return f" of {node.min_length} to {node.max_length} characters"


def _struct(node: inspect.Type) -> inspect.StructType:
    return next(part for part in _parts(node) if isinstance(part, inspect.StructType))


def _description(node: inspect.Type) -> str:
    extra = node.extra_json_schema if isinstance(node, inspect.Metadata) else None
    return str((extra or {}).get("description", ""))
