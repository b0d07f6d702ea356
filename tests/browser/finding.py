"""A hub of made-up cases whose counts a test can work out by itself, and the finder as a reader handles it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hubs import case, make_hub
from playwright.sync_api import Locator, Page, expect

VERDICTS = {
    "worked": "Worked",
    "promising": "Promising",
    "mixed": "Mixed",
    "did-not-work": "Did not work",
    "too-early": "Too early to say",
}
COUNTRIES = {"SE": "Sweden", "GB": "United Kingdom", "FR": "France", "KE": "Kenya", "BR": "Brazil", "JP": "Japan"}
LEVELS = {"local": "Local", "regional": "Regional", "national": "National"}
DESIGNS = ("account", "before-after", "comparison-group", "quasi-experimental", "randomised")
TECHNOLOGIES = (
    *("open-source", "smart-card", "online-voting", "data-exchange", "digital-identity", "number-plate-recognition"),
    *("enterprise-resource-planning", "machine-learning", "chatbot", "blockchain", "mobile-app", "open-data"),
)


@dataclass(frozen=True)
class Fact:
    """What a made-up case says in the fields that are counted, and the animals that its summary names."""

    id: str
    verdict: str
    country: str
    level: str
    design: str
    technology: str
    published: str
    animals: tuple[str, ...]

    def has(self, **wanted: Iterable[str]) -> bool:
        """Whether each field has one of the wanted values."""
        return all(getattr(self, name) in values for name, values in wanted.items())


def facts(count: int = 64) -> list[Fact]:
    """The same every time. Everything else that the hub has is not English or not a case."""
    chance = random.Random(3)
    found = []
    for number in range(count):
        animals = tuple(animal for animal, each in (("zebra", 4), ("quagga", 6), ("okapi", 9)) if number % each == 0)
        found.append(
            Fact(
                f"made-{number:02}",
                chance.choice([*VERDICTS]),
                chance.choice([*COUNTRIES]),
                chance.choice([*LEVELS]),
                chance.choice(DESIGNS),
                TECHNOLOGIES[number % len(TECHNOLOGIES)],
                f"2026-0{number % 4 + 1}-{number % 28 + 1:02}",
                animals,
            )
        )
    return found


def make_finder_hub(folder: Path, told: list[Fact]) -> Path:
    """A hub that lists these cases and no others. One title begins like a formula of a spreadsheet."""
    hub = make_hub(folder)
    for path in (hub / "content/cases").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("status: published", "status: in-review"), "utf-8")
    for fact in told:
        title = "'=1+1 is not a sum'" if fact.id == "made-05" else f"Made-up case {fact.id}"
        text = case(
            fact.id,
            title=title,
            summary=f"About {', '.join(fact.animals) or 'nothing'}, in the words of a test.",
            verdict=fact.verdict,
            country=fact.country,
            level=fact.level,
            evidence=f'{{design: {fact.design}, independent: "no"}}',
            technologies=f"[{fact.technology}]",
            published=fact.published,
            submitted="2026-01-01",
        )
        (hub / f"content/cases/{fact.id}.md").write_text(text, "utf-8")
    return hub


def would_give(told: list[Fact], name: str, chosen: dict[str, set[str]]) -> Counter[str]:
    """How many cases each value of a field would give, if every other field's choice holds."""
    others = {field: values for field, values in chosen.items() if field != name}
    return Counter(getattr(fact, name) for fact in told if fact.has(**others))


def newest_first(told: Iterable[Fact]) -> list[str]:
    """The ids in the order of the list."""
    return [fact.id for fact in sorted(sorted(told, key=lambda fact: fact.id), key=_published, reverse=True)]


def _published(fact: Fact) -> str:
    return fact.published


class Finder:
    """The finder in a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = f"{address}cases/"

    def open(self, query: str = "") -> Finder:
        """Go there, and wait until it works."""
        self.page.goto(self.address + query)
        self.page.wait_for_selector("#ch-finder[data-ready]")
        return self

    def says(self, count: int) -> None:
        """The count of the results, once it stands there."""
        expect(self.page.locator("#ch-found")).to_have_text(f"{count} case {'study' if count == 1 else 'studies'}")
        expect(self.page.locator("#ch-results")).not_to_have_attribute("aria-busy", "true")

    @property
    def words(self) -> Locator:
        """The box for words."""
        return self.page.get_by_label("Words to look for")

    @property
    def ids(self) -> list[str]:
        """The results of this page."""
        found: list[str] = self.page.locator("#ch-results > li").evaluate_all("all => all.map(li => li.dataset.id)")
        return found

    @property
    def query(self) -> str:
        """What the address asks for."""
        return self.page.url.partition("?")[2]

    @property
    def chips(self) -> list[str]:
        """The accessible names of the filters in use."""
        names: list[str] = self.page.locator("#ch-chips li button").evaluate_all(
            "all => all.map(each => each.innerText.trim().replace(/\\s+/g, ' '))"
        )
        return names

    def box(self, facet: str, value: str) -> Locator:
        """The box of a value of a facet."""
        return self.page.locator(f'[data-facet="{facet}"] [data-value="{value}"] input')

    def counts(self, facet: str) -> dict[str, int]:
        """The counts of a facet's values."""
        rows: list[list[str]] = self.page.locator(f'[data-facet="{facet}"] [data-value]').evaluate_all(
            "all => all.map(li => [li.dataset.value, li.querySelector('.ch-facet__count').textContent])"
        )
        return {id: int(count.replace(",", "")) for id, count in rows}

    def unfold(self, facet: str) -> None:
        """Open a facet and wait for its values."""
        self.page.locator(f'[data-facet="{facet}"] > summary').click()
        self.page.locator(f'[data-facet="{facet}"] [data-value] input').first.wait_for()

    def everything(self, step: Callable[[], None]) -> list[str]:
        """The results of all pages from here on; `step` goes to the next."""
        found = self.ids
        while self.page.get_by_role("link", name="Next").count():
            before = self.ids
            step()
            self.page.wait_for_function(
                "before => document.querySelector('#ch-results > li').dataset.id !== before", arg=before[0]
            )
            found += self.ids
        return found
