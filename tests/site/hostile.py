"""A hub in which every free text field holds something that would harm if it were not told apart from markup.

The fields come from the schemas, so that a new field is tried as soon as it exists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubs import make_hub

from casehub.records.definitions import Definitions
from casehub.records.schema import RecordType
from casehub.review.rubric import rubric_of

JINJA = 7 * 7777
"""What a template that runs would write."""

TEXTS = (
    "<script>window.ran = 1; alert(1)</script>",
    '"><img src=x onerror="window.ran = 1; alert(1)">',
    "' autofocus onfocus='window.ran = 1; alert(1)' x='",
    "</title></style></textarea></script><svg onload=alert(1)><script>alert(1)</script>",
    '{{ 7*7777 }} {% include "404.html" %} {% raw %} {# lost #} ${7*7777} <%= 7*7777 %>',
    "javascript:alert(1)//https://example.org data:text/html,<script>alert(1)</script>",
    "]]> --> */ <!-- <![CDATA[ <?php alert(1) ?> </main></body></html>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;alert(1)&#60;/script&#62; &amp;amp; &copy",
    "[link](javascript:alert(1)) ![image](x) <https://example.org> # no heading | no cell | `code` **bold**",
    "W" + "o" * 140 + "rd",
    "مرحبا بالعالم <b>شريط</b> עברית",
    "公共部門の事例とその結果、そして難しかったこと、もう一度やるなら何を変えるか",
    "👩🏽\u200d🚒 🇩🇰 e\u0301 \u00a0 %s %(a)s {0} {a!r} \\x3cscript\\x3e",
    "A title of one hundred and sixty characters " + "that goes on and on " * 5 + "until it has no room.",
)
ADDRESS = "https://example.org/?a=1&b={{7*7777}}&copy=2;alert(1)#%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
_PLAIN = {
    "partial-date": "2026-01-01",
    "date": "2026-01-01",
    "moment": "2026-01-01",
    "web-address": ADDRESS,
    "contact-channel": "mailto:'onmouseover=alert(1)//@example.org",
}
_CODES = {"country": "DK", "region": "DK-84", "currency": "DKK"}
_SKIPPED = {"withdrawn", "translations_of", "adapted_from", "parent", "broader", "related"}
"""Fields that would make it another kind of page, or that refer to a record of the same type."""
_OF_AMENDMENTS = {"amends", "by", "because", "retracted", "imported"}
_FIXED: dict[str, Any] = {
    "status": "published",
    "language": "en",
    "licence": "CC-BY-4.0",
    "verdict": "too-early",
    "submitted_by": "editors",
    "edited_by": "editors",
    "consent": "yes",
    "accounts_item": "github:1",
    "example": True,
    "better": "lower",
    "baseline": 20,
    "result": 10,
    "target": 5,
}


def make_hostile_hub(folder: Path) -> Path:
    """A mini hub with a record of every type for each of the texts, which stands in each of its free text fields."""
    hub = make_hub(folder)
    definitions = Definitions.load(hub / "schemas")
    for number, text in enumerate(TEXTS):
        for type in definitions.types.values():
            if not type.has_page:
                continue  # it stands beside another record, whose page shows it
            id = f"about/hostile-{number}" if type.name == "page" else f"{type.folder}/hostile-{number}"
            filler = _Filler(definitions, number, text)
            data = {key: filler.value(key, below) for key, below in type.properties.items() if key not in _SKIPPED}
            if "formerly" in data:
                data["formerly"] = [f"older-{number}"]
            _write(hub / "content" / id, type, data, text)
        _write_reviews(hub, definitions, number, text)
    return hub


def _write_reviews(hub: Path, definitions: Definitions, number: int, text: str) -> None:
    """A review of the hostile case and of the hostile practice, each amended, with the text in each free field."""
    type, filler, who = definitions.types["review"], _Filler(definitions, number, text), f"hostile-{number}"
    given = {key: filler.value(key, below) for key, below in type.properties.items() if key not in _OF_AMENDMENTS}
    criteria = [each.id for each in rubric_of(definitions).newest.criteria]
    given["scores"] = dict.fromkeys(criteria, 1)
    given["reasons"] = {each: filler.value("reason", type.properties["because"]) for each in criteria}
    given["digest"] = "cm1-" + "0" * 64
    given["source"] = {"forge": "github", "pull_request": 1, "url": ADDRESS}
    amendment = {key: given[key] for key in ("schema_version", "example", "reviewer")}
    amendment |= {"date": "2026-01-02", "amends": f"2026-01-01-{who}", "comments": given["comments"]}
    amendment["because"] = filler.value("because", type.properties["because"])
    for subject in ("case", "practice"):
        folder = hub / f"content/reviews/{subject}/{who}"
        folder.mkdir(parents=True)
        _write(folder / f"2026-01-01-{who}", type, given, text)
        _write(folder / f"2026-01-02-{who}", type, amendment, text)


def _write(path: Path, type: RecordType, data: Mapping[str, Any], text: str) -> None:
    fields = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())
    if type.is_markdown:
        path.with_suffix(".md").write_text(f"---\n{fields}---\n{_body(type, text)}", "utf-8")
    else:
        path.with_suffix(".yml").write_text(fields, "utf-8")


def _body(type: RecordType, text: str) -> str:
    """A text that holds the same string wherever Markdown takes text as it is."""
    marked = "".join(f"\\{char}" if char in "\\<>[]()`*_#|&!{}~$'\"" else char for char in text)
    part = (
        f"Text {marked}, `` {text} `` and [a link {marked}]({ADDRESS} '{marked}').[^1]\n\n"
        f"```\n{text}\n```\n\n"
        f"| {marked} | b |\n| --- | --: |\n| {marked} | 1 |\n\n"
        f"- {marked}\n\n> {marked}\n\n### {marked}\n\nMore.\n"
    )
    first, *others = type.sections or ("One part",)
    rest = "".join(f"\n## {each}\n\n{marked}\n" for each in others)
    return f"\n## {first}\n\n{part}{rest}\n[^1]: {marked}\n"


class _Filler:
    """Gives each field of a schema a value that is valid, and hostile where text is free."""

    def __init__(self, definitions: Definitions, number: int, text: str) -> None:
        self.definitions = definitions
        self.number = number
        self.text = text

    def value(self, key: str, schema: Mapping[str, Any]) -> Any:
        """A value for one field."""
        if key in _FIXED and schema.get("type") != "object":
            return _FIXED[key]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if "x-vocabulary" in schema:
            return self._term(schema["x-vocabulary"])
        if "x-reference" in schema:
            return f"hostile-{self.number}"
        return {"object": self._object, "array": self._array, "integer": self._number, "number": self._number}.get(
            schema.get("type", "string"), self._text
        )(key, schema)

    def _term(self, names: Any) -> str:
        name = names[0] if isinstance(names, list) else names
        return _CODES.get(name) or next(iter(self.definitions.vocabularies[name].terms))

    def _object(self, key: str, schema: Mapping[str, Any]) -> Any:
        if key == "about":
            return {"type": "case", "id": "valid-case"}
        if "properties" in schema:
            return {name: self.value(name, below) for name, below in schema["properties"].items()}
        below = schema.get("additionalProperties")
        names = ("en", "fr") if isinstance(below, Mapping) else ("anything",)
        return {name: self.value(name, below) if isinstance(below, Mapping) else self.text for name in names}

    def _array(self, key: str, schema: Mapping[str, Any]) -> Any:
        return [self.value(f"{key}_item", schema.get("items", {}))]

    def _number(self, key: str, schema: Mapping[str, Any]) -> Any:
        return max(schema.get("minimum", 1), 2000 if "year" in key else 1)

    def _text(self, key: str, schema: Mapping[str, Any]) -> Any:
        if "format" in schema:
            return _PLAIN[schema["format"]]
        pattern = schema.get("pattern", "")
        if key == "doi":
            return "10.1000/'onmouseover=alert(1)&{{7*7777}}"
        if key == "identifier":
            return "https://orcid.org/0000-0002-1825-0097" if "orcid" in pattern else "wikidata:Q42"
        if "a-z0-9" in pattern:
            return "notes"
        text = self.text
        while len(text) < schema.get("minLength", 1):
            text = f"{text} {self.text}"
        return text[: schema.get("maxLength", 1000)]
