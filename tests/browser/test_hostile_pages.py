"""Nothing that people wrote runs in a browser, with the policy or without it: each lock holds alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import TEXTS
from servers import folder_served
from sight import Look, Site, Watched

from casehub.site.policy import POLICY

_POKE = """() => {
  for (const each of document.querySelectorAll("*")) {
    for (const kind of ["mouseover", "focus", "error", "load"]) each.dispatchEvent(new Event(kind));
  }
}"""
_CONTROL = """<!doctype html><html lang="en"><head><meta charset="utf-8">{policy}<title>Control</title></head>
<body><h1>Control</h1><p onmouseover="window.ran = 1">Text</p><script>window.ran = 1; alert(1)</script></body>
</html>"""


def urls(site: Site) -> list[str]:
    """Pages with hostile texts: three types with every text, the others with some, and the lists of them."""
    folders = sorted(path.name for path in site.folder.glob("*") if (path / "hostile-0").is_dir())
    found = [f"{folder}/" for folder in folders]
    for folder in folders:
        numbers = range(len(TEXTS)) if folder in ("cases", "organisations", "about") else range(4)
        found += [f"{folder}/hostile-{number}/" for number in numbers]
    return [*found, "./"]


def ran(watched: Watched) -> bool:
    """Whether anything ran that should not."""
    return bool(watched.dialogs) or watched.page.evaluate("window.ran !== undefined")


@pytest.mark.parametrize("kind", ["hostile_site", "hostile_site_without_policy"])
def test_nothing_runs(kind: str, request: pytest.FixtureRequest, look: Look) -> None:
    site: Site = request.getfixturevalue(kind)
    with look() as watched:
        for url in urls(site):
            watched.page.goto(site.address + url)
            watched.page.evaluate(_POKE)
            assert not ran(watched), url
        assert watched.complaints == []
        assert [each for each in watched.requests if not each.startswith((site.address, "data:"))] == []


def test_former_addresses_of_hostile_records_only_lead_on(hostile_site_without_policy: Site, look: Look) -> None:
    with look() as watched:
        for number in range(len(TEXTS)):
            watched.page.goto(f"{hostile_site_without_policy.address}cases/older-{number}/")
            watched.page.wait_for_url(f"**/cases/hostile-{number}/")
            assert not ran(watched)


@pytest.mark.parametrize("has_policy", [True, False])
def test_the_control_runs_without_the_policy_only(has_policy: bool, tmp_path: Path, look: Look) -> None:
    folder = tmp_path
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' if has_policy else ""
    (folder / "index.html").write_text(_CONTROL.format(policy=policy), "utf-8")
    with folder_served(folder) as address, look() as watched:
        watched.page.goto(address)
        watched.page.evaluate(_POKE)
        assert ran(watched) is not has_policy
        assert any("Content Security Policy" in each for each in watched.complaints) is has_policy
