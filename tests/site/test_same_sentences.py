"""Each finding is told in one sentence with one remedy: in the terminal, on the forge, in the form, on its page."""

from __future__ import annotations

import re
import shutil

import pytest
from form_asked import DEFINITIONS, FORM, ask
from hubs import ROOT

from casehub.records.findings import Entry
from casehub.records.model import Hub
from casehub.records.plain_yaml import Place
from casehub.reports.github import create_github
from casehub.reports.text import text_lines
from casehub.site.contribute_form import TOLD, form_of
from casehub.site.rule_pages import rule_pages

ENTRIES = list(DEFINITIONS.catalogue.entries.values())
HUB = Hub(ROOT, DEFINITIONS, {})
PAGES = {page.view["entry"]["code"]: page.view["entry"] for page in rule_pages(HUB)}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def words_of(entry: Entry) -> dict[str, str]:
    return dict.fromkeys(_PLACEHOLDER.findall(entry.message + entry.remedy), "…")


def plainly(sentence: str) -> str:
    """As the page shows it: what an author's words would end with is left out."""
    return sentence.replace("….", "…")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_the_terminal_the_annotation_and_the_page_say_the_same(entry: Entry) -> None:
    finding = DEFINITIONS.catalogue.finding(entry.code, "content/cases/a.md", Place(3, 1), words_of(entry))
    terminal = "\n".join(line.plain for line in text_lines((finding,)))
    annotation = create_github((finding,), DEFINITIONS.catalogue, "").replace("%25", "%")
    page = PAGES[entry.code]
    for sentence, shown in ((finding.message, page["message"]), (finding.remedy, page["remedy"])):
        assert sentence in terminal
        assert sentence in annotation
        assert plainly(sentence) == plainly(shown)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_form_says_it_too() -> None:
    told = [entry for entry in ENTRIES if entry.code in TOLD]
    assert set(form_of(DEFINITIONS)["catalogue"]) == {entry.code for entry in told} == set(TOLD)
    said = ask([{"do": "say", "code": entry.code, "words": words_of(entry)} for entry in told])
    for entry, found in zip(told, said, strict=True):
        finding = DEFINITIONS.catalogue.finding(entry.code, "", Place(1, 1), words_of(entry))
        assert (found["message"], found["remedy"]) == (finding.message, finding.remedy)
        assert found["severity"] == entry.severity.value


def test_the_form_lists_exactly_the_codes_that_it_can_say() -> None:
    """Whatever its modules can say is in the list, and the page names all the others."""
    written = {code for path in FORM.glob("*.js") for code in re.findall(r'"(CH\d{3})"', path.read_text("utf-8"))}
    written |= {each["code"] for each in DEFINITIONS.settings["sensitive"]["patterns"] if "code" in each}
    assert written == set(TOLD)
