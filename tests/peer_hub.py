"""A hub with one published case study, its people and organisations, and reviews: what the tests of review vary."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from mini_hub import ROOT, definitions, text_of

from casehub import rules
from casehub.records.definitions import Definitions
from casehub.records.load import load
from casehub.records.model import Hub
from casehub.review.digest import content_from
from casehub.rules import Rule

TODAY = date(2026, 11, 21)
PATH = "cases/permits.md"

ORGANISATIONS = (
    *("city-of-north", "city-of-south", "agency-of-the-east", "ministry-of-the-east", "agency-of-the-far-east"),
    *("ministry-of-interior", "region-of-north", "ministry-of-regions", "institute"),
)
PARENTS = {"agency-of-the-east": "ministry-of-the-east", "agency-of-the-far-east": "ministry-of-the-east"}
PEOPLE = {
    "ann": ("Ann Ashe", "city-of-north"),
    "ned": ("Ned Nash", "city-of-north"),
    "ben": ("Ben Birk", "city-of-south"),
    "bea": ("Bea Berg", "city-of-south"),
    "eva": ("Eva Elm", "agency-of-the-east"),
    "mel": ("Mel Moss", "ministry-of-the-east"),
    "eli": ("Eli Elder", "agency-of-the-far-east"),
    "ian": ("Ian Ivy", "ministry-of-interior"),
    "roy": ("Roy Rowan", "region-of-north"),
    "rex": ("Rex Reed", "ministry-of-regions"),
    "kim": ("Kim Kiefer", "institute"),
}
SCORES = {"clarity": 3, "evidence": 3, "transferability": 3, "honesty": 3, "usefulness": 3}
CASE = {
    "title": "Permits by post and online",
    "submitted": "2026-02-01",
    "submitted_by": "ann",
    "published": "2026-03-20",
    "lead_organisation": "city-of-north",
    "partners": [{"organisation": "ministry-of-interior"}],
    "contributors": [{"person": "ann"}],
    "notified": [{"organisation": "ministry-of-interior", "date": "2026-03-01"}],
    "practices": None,
    "challenges": None,
    "example": None,
}


def written(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, dates quoted or not as PyYAML likes; what is None is left out."""
    return yaml.safe_dump(
        {key: each for key, each in fields.items() if each is not None}, allow_unicode=True, width=1000
    )


def case_text(changes: Mapping[str, Any] | None = None) -> str:
    """The case study with some fields changed, each on lines of its own so that an edit can name one."""
    _, fields, body = text_of("cases/valid-case.md").split("---\n", 2)
    data = {**yaml.load(fields, yaml.BaseLoader), **CASE}
    data["schema_version"] = 1
    data["outcomes"] = [
        {
            **{key: data["outcomes"][0][key] for key in ("indicator", "dimension", "unit", "better", "source")},
            "baseline": 20,
            "result": 10,
        }
    ]
    data.update(changes or {})
    if data.get("example") == "true":
        data["example"] = True
    return f"---\n{_plain(written(data))}---\n{body}"


def _plain(text: str) -> str:
    """Dates without quotation marks, as people write them."""
    return re.sub(r"'(\d{4}(?:-\d{2}){0,2})'", r"\1", text)


def digest_of(text: str) -> str:
    content = content_from(text.encode(), definitions().types["case"])
    assert content is not None
    return content.digest


def review_fields(given: Mapping[str, Any], digests: Mapping[str, str]) -> dict[str, Any]:
    """A review in full, or an amendment with what it says only."""
    own = {key: each for key, each in given.items() if key not in ("who", "file", "of", "about")}
    who = given["who"]
    if "amends" in given:
        return {"schema_version": 1, "reviewer": who, "because": "It was looked at again.", **own}
    return {
        "schema_version": 1,
        "reviewer": who,
        "organisation": PEOPLE.get(who, ("", "institute"))[1],
        "round": 1,
        "recommendation": "accept",
        "rubric": 1,
        "scores": SCORES,
        "interests": {"declared": "none"},
        "consent": "yes",
        "digest": digests[given.get("of", "before")],
        **own,
    }


def files_of(variation: Mapping[str, Any]) -> dict[str, str]:
    """Every file of the hub that a variation describes, by its path below `content/`."""
    files: dict[str, str] = {}
    for id in ORGANISATIONS:
        fields = {
            "schema_version": 1,
            "name": id.replace("-", " ").title(),
            "type": "agency",
            "parent": PARENTS.get(id),
        }
        files[f"organisations/{id}.yml"] = written({**fields, **variation.get("organisations", {}).get(id, {})})
    for id, (name, organisation) in PEOPLE.items():
        fields = {"schema_version": 1, "name": name, "consent": "yes", "organisation": organisation}
        files[f"people/{id}.yml"] = written({**fields, **variation.get("people", {}).get(id, {})})
    before = case_text(variation.get("case"))
    after = before
    if "edit" in variation:
        old, new = variation["edit"]
        assert before.count(old) == 1, f"{old!r} stands there {before.count(old)} times"
        after = before.replace(old, new)
    files[PATH] = after
    digests = {"before": digest_of(before), "after": digest_of(after)}
    for given in variation.get("reviews", [{"who": "ben"}, {"who": "eva"}]):
        given = {"date": "2026-03-05", **{key: _text(each) for key, each in given.items()}}
        name = given.get("file") or f"{given['date']}-{given.get('by') or given['who']}"
        files[f"reviews/case/{given.get('about', 'permits')}/{name}.yml"] = _plain(
            written(review_fields(given, digests))
        )
    for note in variation.get("notes", ()):
        fields = {"schema_version": 1, "date": "2026-04-01", "reason": "Words only.", **note}
        fields |= {"from": digests["before"], "to": digests["after"]}
        files[f"editorial-notes/case/permits/2026-04-01-{note['by']}.yml"] = _plain(written(fields))
    if variation.get("returned"):
        other = {"title": "Parks", "status": "draft", "submitted_by": "ben", "contributors": [{"person": "ben"}]}
        files["cases/parks.md"] = case_text({**other, "lead_organisation": "city-of-south", "partners": None})
        given = {"who": "ann", "date": "2026-04-05"}
        files["reviews/case/parks/2026-04-05-ann.yml"] = _plain(written(review_fields(given, digests)))
    return files


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """A hub's folder with this repository's schemas."""
    for path, text in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    if not (folder / "schemas").exists():
        (folder / "schemas").symlink_to(ROOT / "schemas", target_is_directory=True)
    return folder


def definitions_with(variation: Mapping[str, Any]) -> Definitions:
    """This repository's definitions with another policy."""
    raw = dict(definitions().settings["policy"])
    raw["founding"] = {"case": ["permits"]} if variation.get("founding") else {}
    raw.update(variation.get("policy", {}))
    return dataclasses.replace(definitions(), settings={**definitions().settings, "policy": raw})


def hub_of(folder: Path, variation: Mapping[str, Any] | None = None) -> Hub:
    """The hub of a folder, under the policy of a variation."""
    return load(folder, on=TODAY, definitions=definitions_with(variation or {}), use_cache=False)


def told_of_change(
    folder: Path, before: Mapping[str, str], after: Mapping[str, str], policy: dict[str, Any] | None = None
) -> list[str]:
    """What the check says of the change from one state of a hub to another: codes and file names."""
    lay_out(folder, after)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    earlier = {f"content/{path}": before[path].encode() if path in before else None for path in changed}
    findings = rules.check_change(hub_of(folder, policy or {}), earlier)
    return [f"{each.code} {each.path.rpartition('/')[2]}" for each in findings if each.code.startswith("CH6")]


def field_of(text: str, key: str) -> str:
    return next(line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"{key}: "))


def drafts_of(rule: Rule, folder: Path, variation: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """What one rule says of the hub that a variation describes: file, code and place."""
    hub = hub_of(lay_out(folder, files_of(variation)), variation)
    return [
        (record.path.rpartition("/")[2], draft.code, draft.at)
        for record in hub.records.values()
        for draft in rule(record, hub)
    ]
