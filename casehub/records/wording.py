"""The faults that a schema validator finds, told in an official's words: which code, where, and what to put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from casehub.records.findings import MOST, Draft, closest
from casehub.records.plain_yaml import DataPath
from casehub.records.vocabulary import CodeList, Vocabulary


def told(
    faults: Iterable[Any], data: Any, schema: dict[str, Any], vocabularies: Mapping[str, Vocabulary]
) -> list[Draft]:
    """The validator's faults as drafts, one for each slip of the pen.

    A value of the wrong kind is not also told to have the wrong form, and a misspelt key is not also missing.
    """
    listed = list(faults)
    of_wrong_kind = {tuple(fault.instance_path) for fault in listed if fault.kind.name == "type"}
    all_drafts = (
        draft
        for fault in listed
        if fault.kind.name == "type" or tuple(fault.instance_path) not in of_wrong_kind
        for draft in _told(fault, data, _subschema(schema, fault.schema_path), vocabularies)
    )
    drafts = list(islice(all_drafts, MOST))
    meant = {
        (*draft.at[:-1], draft.suggestion) for draft in drafts if draft.code == "CH202" and type(draft.at) is tuple
    }
    return [draft for draft in drafts if draft.code != "CH201" or _missing(draft) not in meant]


def _told(fault: Any, data: Any, schema: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Iterator[Draft]:
    path: DataPath = tuple(fault.instance_path)
    kind = fault.kind.name
    value = value_at(data, path)
    words: dict[str, Any] = {"key": _key(path), "value": _in_words(value), "form": schema.get("x-form", "it")}
    if kind in ("required", "dependentRequired"):
        missing = fault.kind.property
        wanted = schema.get("properties", {}).get(missing, {})
        ask = wanted.get("x-ask") or wanted.get("description") or wanted.get("title") or missing
        yield Draft("CH201", path, {"key": missing, "where": _where(path, schema), "ask": ask}, on_key=True)
    elif kind in ("additionalProperties", "unevaluatedProperties"):
        known = list(schema.get("properties", {}))
        for unexpected in fault.kind.unexpected:
            said = {"key": unexpected, "where": _where(path, schema), "known": ", ".join(known)}
            yield Draft("CH202", (*path, unexpected), said, closest(unexpected, known), on_key=True)
    elif kind == "propertyNames":
        name = str(fault.kind.error.instance)
        yield _not_a_term(schema, vocabularies, (*path, name), {**words, "value": name}, name, on_key=True)
    elif "x-vocabulary" in schema and _is_scalar(value):
        yield _not_a_term(schema, vocabularies, path, words, value)
    elif kind == "type":
        expected = schema.get("type", "")
        said = {"expected": _EXPECTED.get(expected, str(expected)), "found": _found(value)}
        yield Draft("CH203", path, {**words, **said, "remedy": _remedy(expected, value)})
    elif kind == "enum":
        options = [str(option) for option in fault.kind.options]
        choices = f"one of: {', '.join(options)}"
        yield Draft("CH204", path, {**words, "choices": choices}, closest(str(value), options))
    elif kind == "const":
        wanted, found = _in_words(fault.kind.expected_value), _in_words(value)
        said = {"expected": f"“{wanted}”", "found": f"“{found}”" if found != wanted else _found(value)}
        yield Draft(
            "CH203", path, {**words, **said, "remedy": f"Write {path[-1]}: {wanted}, as the template has it."}
        )
    elif kind == "format":
        code = {"date": "CH206", "partial-date": "CH206", "moment": "CH206"}.get(fault.kind.format)
        yield Draft(code or "CH213", path, words)
    elif kind in ("anyOf", "oneOfNotValid") and "x-message" in schema:
        yield Draft("CH214", path, {"message": schema["x-message"]}, on_key=True)
    elif kind == "uniqueItems":
        yield Draft("CH212", (*path, _repeated(value)), words)
    elif kind in _SIZES:
        yield Draft(_SIZES[kind], path, {**words, **_size(kind, fault.kind, value)})
    elif kind == "pattern":
        yield Draft("CH205", path, words)
    else:
        yield Draft("CH216", path, words)


def _missing(draft: Draft) -> DataPath:
    """Where the missing key would stand."""
    return (*draft.at, str(draft.words["key"])) if isinstance(draft.at, tuple) else ()


def _not_a_term(
    schema: Mapping[str, Any],
    vocabularies: Mapping[str, Vocabulary],
    path: DataPath,
    words: Mapping[str, Any],
    value: Any,
    *,
    on_key: bool = False,
) -> Draft:
    several = [vocabularies[name] for name in names_of(schema["x-vocabulary"])]
    meant = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    near = next((near for each in several if (near := each.suggestion(meant))), "")
    choices = "; or ".join(
        each.choices() if isinstance(each, CodeList) else f"one of: {each.choices()}" for each in several
    )
    return Draft("CH204", path, {**words, "choices": choices}, near, on_key)


def _subschema(schema: Any, schema_path: Sequence[str | int]) -> dict[str, Any]:
    """The schema that a fault is about; for a keyword that applies to a value, the value's schema."""
    for step in schema_path[:-1]:
        if step in ("then", "else") and isinstance(schema, dict) and "if" in schema:
            break  # what a condition asks for is described where the condition stands
        try:
            schema = schema[step]
        except (KeyError, IndexError, TypeError):
            break
    return schema if isinstance(schema, dict) else {}


_EXPECTED = {
    "array": "a list",
    "object": "a group of fields",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}
_SIZES = {
    "maxLength": "CH207",
    "minLength": "CH208",
    "minimum": "CH209",
    "maximum": "CH209",
    "exclusiveMinimum": "CH209",
    "exclusiveMaximum": "CH209",
    "minItems": "CH210",
    "minProperties": "CH210",
    "maxItems": "CH211",
    "maxProperties": "CH211",
}


def _size(kind: str, fault: Any, value: Any) -> dict[str, Any]:
    limit = getattr(fault, "limit", "")
    words: dict[str, Any] = {"limit": limit}
    if kind.endswith("Length"):
        words["length"] = len(str(value))
    elif kind.endswith(("Items", "Properties")):
        words["length"] = len(value) if hasattr(value, "__len__") else 0
    else:
        words["bound"] = f"at least {limit}" if "inimum" in kind else f"at most {limit}"
    return words


def _repeated(items: list[Any]) -> int:
    """The position of the first item that stood in the list before."""
    return next(index for index, item in enumerate(items) if item in items[:index])


def _remedy(expected: Any, value: Any) -> str:
    if value is None:
        return "Write it behind the colon, or delete the line."
    if expected == "array":
        return "Put it in square brackets, or on a line of its own after a dash."
    if expected == "boolean":
        return "Write true or false."
    if expected in ("number", "integer"):
        return "Write digits only, without a unit, a currency sign or separators; the unit has a field of its own."
    if expected == "object":
        return "Write its fields below it, each indented by two spaces."
    if not _is_scalar(value):
        return "Give one value, without brackets, dashes or fields below it."
    return "Put it in double quotes."


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _found(value: Any) -> str:
    if value is None:
        return "empty"
    for kind, name in (
        (bool, "true or false"),
        (str, "text"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
    ):
        if isinstance(value, kind):
            return name
    return "a group of fields"


def _in_words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return _found(value)
    return str(value)


def _key(path: DataPath) -> str:
    """The last name on the way, with the position in a list counted from 1: `outcomes, item 2, unit`."""
    if not path:
        return "the file"
    parts = [f"item {step + 1}" if isinstance(step, int) else step for step in path]
    return ", ".join(parts)


def _where(path: DataPath, schema: Mapping[str, Any]) -> str:
    if not path:
        return ""
    if isinstance(path[-1], int):
        return f" in this {schema.get('title', 'item')}"
    return f" in “{_key(path)}”"


def value_at(data: Any, path: DataPath) -> Any:
    """The value at the end of a path, or None where the path leads nowhere."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def names_of(vocabulary: str | list[str]) -> list[str]:
    """What `x-vocabulary` names: one vocabulary or several."""
    return vocabulary if isinstance(vocabulary, list) else [vocabulary]
