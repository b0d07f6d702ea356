"""`casehub translate`: what the file says that a translation begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_commands import Casehub
from mini_hub import case, definitions, hub_of, line_of, write

from casehub import rules


def test_the_file_has_every_text_and_asks_for_its_words(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, {"cases/a.md": case(("evidence:\n", "unexpected: [More came.]\nevidence:\n"))})
    assert casehub("translate", "case/a", "fr").code == 0
    path = hub_root / "content/fr/cases/a.md"
    text = path.read_text("utf-8")
    assert '  # More came.\n  unexpected.1: ""\n' in text
    assert "## Le problème\n" in text and "## The problem" not in text
    found = [line_of(each) for each in rules.check(hub_of(hub_root)) if each.path == "content/fr/cases/a.md"]
    assert len(found) == 3  # the title, the summary and the short text are empty
    path.write_text(text.replace(': ""', ': "Des mots assez longs pour un résumé."'), "utf-8")
    assert [each for each in rules.check(hub_of(hub_root)) if each.path == "content/fr/cases/a.md"] == []


@pytest.mark.parametrize("name", ["about/method", "content/about/method.md", "page/about/method"])
def test_pages_are_named_by_their_path(name: str, casehub: Casehub, hub_root: Path) -> None:
    done = casehub("translate", name, "es")
    known = not name.startswith("page/")
    assert (done.code, (hub_root / "content/es/about/method.md").is_file()) == (0 if known else 2, known)


def test_what_cannot_be_begun_is_told(casehub: Casehub) -> None:
    there = casehub("translate", "case/valid-case", "fr")
    assert there.code == 2 and "content/fr/cases/valid-case.md is there already" in there.err
    assert "Did you mean “case/valid-case”?" in casehub("translate", "case/valid-cas", "fr").err.replace("\n", " ")
    unknown = casehub("translate", "case/valid-case", "xx").err
    assert all(language in unknown for language in definitions().other_languages)
