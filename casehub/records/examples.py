"""An example answer for each field, as the schemas give them: for groups and lists put together from their parts."""

from __future__ import annotations

from typing import Any

from casehub.records.schema import RecordType


def example_of(schema: dict[str, Any]) -> Any:
    """An answer that fits a field's schema; None where the schema gives none.

    A group's example has every part that has one, and a list of groups has one such group.
    """
    if "x-example" in schema:
        return schema["x-example"]
    if "properties" in schema:
        parts = {key: example_of(below) for key, below in schema["properties"].items()}
        return {key: part for key, part in parts.items() if part is not None} or None
    if isinstance(schema.get("items"), dict):
        item = example_of(schema["items"])
        return None if item is None else [item]
    return None


def example_record(type: RecordType) -> dict[str, Any]:
    """An example answer to every field of a type that has one, in the schema's order."""
    answers = {key: example_of(schema) for key, schema in type.properties.items()}
    return {key: answer for key, answer in answers.items() if answer is not None}
