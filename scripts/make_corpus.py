"""Writes a synthetic hub: as many cases as one likes, valid under the schemas, the same for the same seed.

    python scripts/make_corpus.py --cases 1000 --seed 1 DIR

Each case has about 700 words, 40 lines of front matter, outcomes with sources, and links to three others. All of it
is made up, and every record says so (`example: true`).
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

PLACES = [
    "Northford",
    "Eastbridge",
    "Westhaven",
    "Southmere",
    "Oakfield",
    "Millbrook",
    "Stonegate",
    "Rivermouth",
    "Hillcrest",
    "Lakeside",
    "Fairview",
    "Greenport",
    "Ashdown",
    "Brookvale",
    "Cliffside",
    "Dunmore",
    "Elmstead",
    "Foxley",
    "Glenrock",
    "Harborne",
]
THINGS = [
    "building permits",
    "library cards",
    "parking rights",
    "school places",
    "waste collection",
    "planning appeals",
    "business licences",
    "housing benefit",
    "street lighting",
    "tree felling",
    "water meters",
    "youth clubs",
    "home care",
    "bus timetables",
    "voter rolls",
    "food inspections",
    "open data",
    "grant payments",
    "noise complaints",
    "flood warnings",
]
DEEDS = [
    "online",
    "by telephone",
    "in one visit",
    "with residents",
    "by text message",
    "across borders",
    "without paper",
    "in a lab",
]
SUBJECTS = [
    "the council",
    "the agency",
    "a small team",
    "the ministry",
    "residents",
    "front-line staff",
    "the data office",
    "two departments",
    "the supplier",
    "local firms",
    "the audit office",
    "a partner city",
    "the project board",
    "neighbourhood groups",
    "the help desk",
]
VERBS = [
    "agreed on",
    "tested",
    "measured",
    "rewrote",
    "questioned",
    "postponed",
    "shared",
    "simplified",
    "published",
    "compared",
    "abandoned",
    "paid for",
    "explained",
    "automated",
    "reviewed",
    "translated",
    "mapped",
    "negotiated",
    "counted",
    "redesigned",
]
OBJECTS = [
    "the form",
    "the waiting list",
    "a common standard",
    "the legal basis",
    "old records",
    "the budget",
    "the opening hours",
    "a prototype",
    "the complaints",
    "the training",
    "the contract",
    "a register",
    "the letters",
    "the maps",
    "the service desk",
    "the data model",
    "the privacy assessment",
    "the evaluation",
    "an agreement",
    "the payment rules",
]
WHENS = [
    "in the first year",
    "before the vote",
    "after the pilot",
    "with some delay",
    "within three months",
    "despite doubts",
    "at low cost",
    "under pressure",
    "for the second time",
    "against advice",
    "once the law had changed",
    "with outside help",
]
WHYS = [
    "because errors kept coming back",
    "so that fewer people had to ask twice",
    "while the old system still ran",
    "although the numbers were small",
    "which took longer than planned",
    "since nobody owned the process",
    "as the auditors had asked",
    "and this held in the following year",
]
SECTIONS = (
    "The problem",
    "What was done",
    "What changed",
    "What was hard",
    "What we would do differently",
    "Could it work elsewhere",
)
COUNTRIES = [
    "GB",
    "FR",
    "ES",
    "DE",
    "SE",
    "EE",
    "FI",
    "BR",
    "US",
    "CA",
    "AU",
    "NZ",
    "KE",
    "RW",
    "IN",
    "JP",
    "KR",
    "CL",
    "MX",
    "ZA",
]
VERDICTS = ("worked", "promising", "mixed", "mixed", "did-not-work", "too-early")
FUNCTIONS = ["GF0103", "GF0301", "GF0405", "GF0501", "GF0602", "GF0706", "GF0802", "GF0902", "GF1007", "GF0401"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments and write the hub."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("directory", type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    write(options.directory, options.cases, options.seed)
    print(f"{options.cases:,} cases in {options.directory}")


def write(directory: Path, cases: int, seed: int) -> None:
    """Write a whole hub: schemas, hook and configuration as they are here, and made-up records."""
    for name in ("schemas", "hooks"):
        shutil.copytree(
            HERE / name, directory / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(HERE / "mkdocs.yml", directory / "mkdocs.yml")
    content = directory / "content"
    for name in ("about", "contribute"):
        shutil.copytree(HERE / "content" / name, content / name, dirs_exist_ok=True)
    for page in (content / "contribute").glob("*.md"):  # our cases are not here: their list is
        page.write_text(re.sub(r"\(\.\./cases/[^)]+\)", "(../cases/index.md)", page.read_text("utf-8")), "utf-8")
    (content / "index.md").write_text(_page("A made-up hub"), encoding="utf-8")
    for folder in ("cases", "organisations"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    for number, place in enumerate(PLACES):
        country = COUNTRIES[number % len(COUNTRIES)]
        text = (
            f"schema_version: 1\nname: City of {place}\nexample: true\ntype: local-government\ncountry: {country}\n"
        )
        (content / "organisations" / f"city-of-{place.lower()}.yml").write_text(text, encoding="utf-8")
    for number in range(cases):
        (content / "cases" / f"{_id(number)}.md").write_text(case(number, cases, seed), encoding="utf-8")


def case(number: int, cases: int, seed: int) -> str:
    """One case, a function of its number, how many there are, and the seed."""
    rng = random.Random(f"{seed}/{number}")
    place, thing, deed = rng.choice(PLACES), rng.choice(THINGS), rng.choice(DEEDS)
    started = rng.randint(2005, 2023)
    verdict = rng.choice(VERDICTS)
    before = rng.randint(20, 80)
    change = rng.randint(3, 15) * (1 if verdict in ("mixed", "did-not-work") else -1)
    others = sorted({rng.randrange(cases) for _ in range(6)} - {number})[:3]
    related = "".join(f"  - {_id(other)}\n" for other in others)
    fields = f"""---
schema_version: 1
title: {place} handles {thing} {deed} ({number})
summary: {_sentence(rng)} {_sentence(rng)}
status: published
example: true
language: en
licence: CC-BY-4.0
submitted: {started + 1}-03-01
submitted_by: editors
published: {started + 1}-05-{rng.randint(1, 28):02}
country: {rng.choice(COUNTRIES)}
level: {rng.choice(("local", "regional", "national"))}
lead_organisation: city-of-{place.lower()}
population: {rng.randint(5, 900) * 1000}
started: {started}
deployment: implemented
functions: [{rng.choice(FUNCTIONS)}]
innovation_types: [service, process]
mechanisms: [{rng.choice(("partnership", "pilot", "procurement", "training", "automation"))}]
verdict: {verdict}
barriers:
  - kind: {rng.choice(("law", "budget", "skills", "trust", "leadership"))}
    how_met: {_sentence(rng)}
cost:
  one_off: {rng.randint(10, 900) * 1000}
  currency: EUR
  source: report
outcomes:
  - indicator: processing-time
    dimension: efficiency
    baseline: {before}
    result: {before + change}
    unit: days
    better: lower
    source: report
  - indicator: user-satisfaction
    dimension: satisfaction
    statement: {_sentence(rng)}
    source: survey
evidence: {{design: before-after, independent: "{rng.choice(("yes", "no"))}", data: mixed}}
sources:
  - {{id: report, title: Annual report {number}, publisher: City of {place}, url: "https://example.org/report/{number}", relation: own}}
  - {{id: survey, title: Survey {number}, publisher: Audit office, url: "https://example.org/survey/{number}", relation: official}}
related:
{related}---
"""
    links = [f"It builds on [case {other}]({_id(other)}.md)." for other in others]
    body = []
    for index, section in enumerate(SECTIONS):
        paragraphs = [" ".join(_sentence(rng) for _ in range(rng.randint(3, 4))) for _ in range(2)]
        if index == 1:
            paragraphs.append("- " + "\n- ".join(_sentence(rng) for _ in range(3)))
        if index == 2:
            paragraphs.append(f"The median fell or rose by {abs(change)} days [@report] [@survey].")
        if index == 5:
            paragraphs.append(" ".join(links))
        body.append(f"\n## {section}\n\n" + "\n\n".join(paragraphs) + "\n")
    return fields + "".join(body)


def _sentence(rng: random.Random) -> str:
    words = (
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(WHENS)} {rng.choice(WHYS)}."
    )
    return words[0].upper() + words[1:]


def _page(title: str) -> str:
    return f"---\nschema_version: 1\ntitle: {title}\nsummary: Everything here is made up, to measure with.\n---\n\nText.\n"


def _id(number: int) -> str:
    return f"case-{number:05}"


if __name__ == "__main__":
    main()
