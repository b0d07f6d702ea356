"""A hub for a closed circle: `extra: private: true` in mkdocs.yml, and no page asks to be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hubs import build

from casehub.site.host import settings

NOINDEX = '<meta name="robots" content="noindex'


def test_an_open_site_asks_to_be_found(mini_hub: Path) -> None:
    site = mini_hub / "site"
    assert not (site / "robots.txt").exists()
    assert NOINDEX not in (site / "index.html").read_text("utf-8")
    assert "<loc>" in (site / "sitemap.xml").read_text("utf-8")


def test_no_page_of_a_private_site_does(built: Path) -> None:
    """Also when the site was built before as an open one: no page is kept from then."""
    with (built / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("extra:\n  private: true\n")
    build(built)
    site = built / "site"
    pages = sorted(site.rglob("*.html"))
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in pages}
    assert len(texts) > 50
    assert [name for name, text in texts.items() if NOINDEX not in text] == []
    assert [name for name, text in texts.items() if 'rel="canonical"' in text] == []
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert "<loc>" not in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(("said", "is_private"), [(True, True), (False, False), (None, False), ("yes", True)])
def test_what_is_meant_to_be_private_is(said: object, is_private: bool) -> None:
    names = ("site_name", "site_url", "site_description", "repo_url", "edit_uri")
    config = {**dict.fromkeys(names, ""), "extra": {} if said is None else {"private": said}}
    assert settings(config).is_private is is_private
