"""The forms of issues: one element for each question that publication asks, made from the schemas.

What a form may hold: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/
syntax-for-githubs-form-schema. In the issue's text each element becomes a heading with its label, so labels are how
the answers are found again (`issue_answers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from casehub.records.addresses import slug
from casehub.records.examples import example_of
from casehub.records.schema import RecordType
from casehub.records.vocabulary import CodeList, Term, Vocabulary
from casehub.records.wording import names_of
from casehub.records.written_yaml import yaml_field, yaml_lines

LABEL = "intake"
"""The label by which the workflow knows an issue that became one through a form."""
FILLED_IN = ("schema_version", "status", "submitted", "submitted_by", "published", "asked")
"""What nobody is asked: the intake fills it in from the issue, or the editors do later."""
_LAST = ("language", "licence")
"""What is answered beforehand, and therefore stands at the end."""
REST, AGREED = "anything-else", "before-you-send"
_REST_LABEL = "Anything else, as fields"
_AGREED_LABEL = "Before you send it"
_PROMISES = (
    "Everything here may become public, with the day on which I sent it.",
    "It names roles, not private persons, and nothing that was told in confidence.",
)


class Kind(Enum):
    """How an element is answered, and how its answer is read."""

    LINE = "a line"
    TEXT = "a text"
    ITEMS = "one on each line"
    CHOICE = "one of the options"
    CHOICES = "any of the options"
    RECORD = "the address of a record"
    FIELDS = "fields, as YAML"
    SECTION = "a section of the body"
    REST = "any other fields, as YAML"
    AGREED = "boxes to tick, which become nothing"


@dataclass(frozen=True)
class Element:
    """One question of a form. `key` is the field or section that its answer becomes; options by what people read."""

    id: str
    label: str
    kind: Kind
    key: str = ""
    about: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    """The option that is chosen beforehand."""
    example: str = ""
    is_required: bool = False


def elements(type: RecordType) -> tuple[Element, ...]:
    """The questions of a type's form, in their order: fields, sections, groups of fields, and the rest."""
    asked = [key for key in type.asks_for if key not in FILLED_IN]
    kinds = {key: _kind(type.properties[key]) for key in asked}
    simple = [key for key in asked if kinds[key] is not Kind.FIELDS and key not in _LAST]
    groups = [key for key in asked if kinds[key] is Kind.FIELDS]
    return (
        *(_element(type, key, kinds[key]) for key in simple),
        *(Element(slug(name), name, Kind.SECTION, name, type.prompts.get(name, "")) for name in type.sections),
        *(_element(type, key, kinds[key]) for key in (*groups, *(key for key in asked if key in _LAST))),
        *([Element(REST, _REST_LABEL, Kind.REST, example=rest)] if (rest := _rest(type)) else []),
        Element(AGREED, _AGREED_LABEL, Kind.AGREED),
    )


def issue_form(type: RecordType, site: str) -> str:
    """The form as a file. `site` is the address of the hub's site, and may be empty."""
    page = f"{site.rstrip('/')}/contribute/fields/{type.name}/" if site else ""
    body = [_opening(type, page), *(_drawn(each, page) for each in elements(type))]
    form = {
        "name": f"{type.title}: {_NAMES.get(type.name, 'hand one in')}",
        "description": type.schema.get("description", type.title),
        "title": f"{type.title}: ",
        "labels": [LABEL, type.name],
        "body": body,
    }
    return _MADE + "\n".join(yaml_lines(form)) + "\n"


def form_settings(site: str) -> str:
    """`config.yml`: an issue may also be written freely, and the site has ways without an account."""
    links = [
        (
            "Write a case without an account",
            "contribute/new/",
            "A form in your browser. Nothing leaves it until you send it.",
        ),
        ("How to contribute", "contribute/", "What makes a good case, what is checked, and what happens then."),
    ]
    told = [{"name": name, "url": f"{site.rstrip('/')}/{way}", "about": about} for name, way, about in links]
    settings: dict[str, Any] = {"blank_issues_enabled": True, **({"contact_links": told} if site else {})}
    return _MADE + "\n".join(yaml_lines(settings)) + "\n"


_MADE = "# Made by `casehub generate` from schemas/. Change it there, and run it again.\n"
_NAMES = {
    "case": "tell what was done, and what came of it",
    "practice": "tell what several cases teach",
    "challenge": "tell of a problem and ask who knows more",
    "question": "ask, say what you think, or correct",
}


def _kind(schema: Mapping[str, Any]) -> Kind:
    items = schema.get("items", {})
    if "x-vocabulary" in schema or "enum" in schema:
        return Kind.CHOICE
    if "x-vocabulary" in items:
        return Kind.CHOICES
    if schema.get("type") == "array":
        return Kind.FIELDS if "properties" in items else Kind.ITEMS
    if set(schema.get("properties", ())) == {"type", "id"}:
        return Kind.RECORD
    if "properties" in schema:
        return Kind.FIELDS
    is_line = "pattern" in schema or "format" in schema or schema.get("type") != "string"
    return Kind.LINE if is_line else Kind.TEXT


def _element(type: RecordType, key: str, kind: Kind) -> Element:
    schema = type.properties[key]
    parts = (
        ("x-help",) if kind in (Kind.CHOICE, Kind.CHOICES) or "x-reference" in schema else ("description", "x-help")
    )
    about = " ".join(schema[part] for part in parts if part in schema)
    if kind is Kind.ITEMS:
        about = f"{about} One on each line.".strip()
    if kind is Kind.RECORD:
        about = f"{about} Its address on the site, or its type and id such as case/permits-online.".strip()
    options = _options(type, schema if kind is Kind.CHOICE else schema.get("items", {}))
    example = example_of(schema)
    shown = _example(key, kind, example)
    first = next((option for option, id in options.items() if id == example), "") if key in _LAST else ""
    required = key == next((each for each in ("title", "name", "text") if each in type.properties), "")
    return Element(key, type.question(key), kind, key, about, options, first, shown, required)


def _example(key: str, kind: Kind, example: Any) -> str:
    if kind is Kind.FIELDS:
        lines = "\n".join(f"# {line.removeprefix('  ')}" for line in list(yaml_field(key, example))[1:])
        return f"# A made-up example. Write yours below it, without the # marks.\n{lines}\n"
    if kind is Kind.ITEMS:
        return "\n".join(example or ())
    if kind is Kind.RECORD:
        return f"{example['type']}/{example['id']}"
    return str(example) if kind in (Kind.LINE, Kind.TEXT) and example is not None else ""


def _options(type: RecordType, schema: Mapping[str, Any]) -> dict[str, str]:
    """What can be chosen, by what people read: the label, and the id behind it where it is a code."""
    if "enum" in schema:
        return {str(each): str(each) for each in schema["enum"]}
    options: dict[str, str] = {}
    for name in names_of(schema.get("x-vocabulary", [])):
        vocabulary = type.vocabularies[name]
        told = {_option(term): term.id for term in vocabulary.terms.values()}
        options |= dict(sorted(told.items(), key=lambda each: slug(each[0]))) if _is_codes(vocabulary) else told
    return options


def _is_codes(vocabulary: Vocabulary) -> bool:
    """Whether a vocabulary is in the order of its codes, in which nobody finds a name."""
    return isinstance(vocabulary, CodeList) or vocabulary.id == "language"


def _option(term: Term) -> str:
    label = term.label()
    return label if slug(label) == term.id else f"{label} ({term.id})"


def _rest(type: RecordType) -> str:
    """Some of the fields that are not asked for, as an example of how to answer them."""
    simple = [
        key
        for key, schema in type.properties.items()
        if key not in type.asks_for and "properties" not in {**schema, **schema.get("items", {})} and key not in _KEPT
    ]
    some = {key: example_of(type.properties[key]) for key in simple[:5]}
    return "# Such as:\n" + "\n".join(f"# {line}" for line in yaml_lines(some)) + "\n" if some else ""


_KEPT = ("example", "translations_of", "edited_by", "imported", "formerly", "review_due", "withdrawn")
"""Optional fields that are the editors' business, and would be a poor example."""


def _opening(type: RecordType, page: str) -> dict[str, Any]:
    more = f" [What each field means]({page})." if page else ""
    text = (
        "Answer what you can, and leave out what you do not know: nothing gets lost, and you can edit this later. "
        "Within minutes an answer below says, question by question, what is missing. "
        f"**Everything that you write here is public at once.**{more}"
    )
    return {"type": "markdown", "attributes": {"value": text}}


def _drawn(element: Element, page: str) -> dict[str, Any]:
    """An element as the forge's form wants it."""
    attributes: dict[str, Any] = {"label": element.label}
    if element.about:
        attributes["description"] = element.about
    kind = "textarea"
    match element.kind:
        case Kind.LINE | Kind.RECORD:
            kind = "input"
            attributes["placeholder"] = element.example
        case Kind.TEXT | Kind.ITEMS:
            attributes["placeholder"] = element.example
        case Kind.CHOICE | Kind.CHOICES:
            kind = "dropdown"
            attributes["options"] = list(element.options)
            if element.kind is Kind.CHOICES:
                attributes["multiple"] = True
            if element.first:
                attributes["default"] = list(element.options).index(element.first)
        case Kind.FIELDS | Kind.REST:
            where = f" [What may stand here]({page}#{element.key})." if page else ""
            attributes["description"] = f"{element.about or 'What the form does not ask for.'}{where}"
            attributes |= {"value": element.example, "render": "yaml"}
        case Kind.AGREED:
            kind = "checkboxes"
            attributes["options"] = [{"label": promise, "required": True} for promise in _PROMISES]
        case Kind.SECTION:
            pass
    drawn: dict[str, Any] = {"type": kind, "id": element.id, "attributes": attributes}
    return {**drawn, "validations": {"required": True}} if element.is_required else drawn
