"""From a first pull request to a published case: the whole way, on a forge on loopback.

The comment is compared with tests/forge/comment-*.md. To write it anew: CASEHUB_UPDATE=1 pytest tests/forge
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from mini_hub import PAGE, ROOT, edited, write
from world import ANN, BEN, BLOCK, CASE, EVA, NUMBER, World, block

HERE = Path(__file__).parent


def test_from_the_first_pull_request_to_the_published_case(world: World) -> None:
    forge = world.forge
    # ---- opened, with two mistakes and nobody's click ----
    wrong = edited(world.case, ("verdict: ", "verdicct: "), ("source: ", "source: no-"))
    world.hand_in(wrong)
    assert world.answer().said == f"Comment on pull request {NUMBER}: made."
    for words in ("CH202", "Did you mean “verdict”?", "Kim Kiefer"):
        assert words in world.comment(), world.comment()
    _like("comment-opened.md", world)
    assert world.gate() == "success: case/permits may be merged for review: 0 of 2 reviews."

    # ---- mended: the same comment says so ----
    world.hand_in()
    forge.ran(NUMBER, 500)
    assert "updated" in world.answer("--run", 500).said
    assert "CH202" not in world.comment()
    assert "/actions/runs/500/artifacts/501)" in world.comment()
    assert "unchanged" in world.answer().said

    # ---- reviewed: one is sound, one is not yet ----
    forge.review(NUMBER, BEN, "approved", BLOCK)
    forge.review(NUMBER, EVA, "approved", block("honesty: 3, ", ""))
    world.answer()
    assert "ben-b (review " in world.comment() and "can be taken in." in world.comment()
    assert "score for “Honesty about difficulty” is missing" in world.comment()
    _like("comment-reviewed.md", world)
    assert "1 review cannot be taken in" in world.gate()

    # ---- an editor sees on their own machine what would be taken in ----
    listed = world.base / "reviews.json"
    listed.write_text(json.dumps(forge.reviews[NUMBER]), "utf-8")
    assert "case/permits" in world.casehub("review", "import", str(listed), "--dry-run").said
    listed.unlink()

    # ---- the review is mended on the forge, the gate counts both ----
    forge.reviews[NUMBER][1]["body"] = BLOCK
    assert world.gate() == "success: case/permits may be merged for review: 2 of 2 reviews."

    # ---- merged, harvested ----
    forge.merge(NUMBER)
    world.pull()
    done = world.casehub("forge", "harvest", "--pull-request", NUMBER)
    assert done.said.startswith(f"Proposed: Take in 2 reviews of #{NUMBER}, and publish case/permits"), done.said
    proposed = NUMBER + 1
    assert forge.pulls[proposed]["head"]["ref"] == f"casehub/reviews-of-{NUMBER}"
    changed = [each["filename"] for each in forge._files(proposed)]
    reviews = [f"content/reviews/case/permits/2026-03-05-{who}.yml" for who in ("ben", "eva")]
    assert changed == [CASE, *reviews]
    again = world.casehub("forge", "harvest", "--recent", 20)
    assert again.code == 0 and len(forge.pulls) == 2, again.said

    # ---- looked at like any other, merged, published ----
    assert world.casehub("forge", "feedback", "--pull-request", proposed).code == 0
    assert "stops publication" not in world.comment(proposed), world.comment(proposed)
    assert world.gate(proposed) == "success: case/permits has 2 of 2 reviews."
    forge.merge(proposed)
    world.pull()
    published = (world.base / CASE).read_text("utf-8")
    assert "\nstatus: published\n" in published and "\npublished: 2026-11-21\n" in published
    checked = world.casehub("check")
    assert checked.code == 0, checked.said
    assert "Counts: ben" in world.casehub("review", "status", "permits").said
    assert "no review to take in" in world.casehub("forge", "harvest", "--pull-request", NUMBER).said

    # ---- the site is built from main, with the case on it like any other ----
    page = _built(world) / "cases/permits/index.html"
    text = page.read_text("utf-8")
    assert "Permits by post and online" in text and "noindex" not in text


def _built(world: World) -> Path:
    """The site of main, as the workflow Publish builds it."""
    shutil.copytree(ROOT / "hooks", world.base / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", world.base / "mkdocs.yml")
    write(world.base, {f"{folder}index.md": PAGE for folder in ("", "about/", "contribute/")})
    done = world.casehub("build", "--output", str(world.base / "site"))
    assert done.code == 0, done.said
    return world.base / "site"


def _like(name: str, world: World) -> None:
    """The comment is as in a golden file, where commits and numbers of reviews are always the same."""
    head = world.forge.pulls[NUMBER]["head"]["sha"]
    comment = world.comment().replace(head, "0" * 40).replace(head[:12], "0" * 12)
    for number, each in enumerate(world.forge.reviews.get(NUMBER, []), 1):
        comment = comment.replace(f"review {each['id']}", f"review {number}")
    golden = HERE / name
    if os.environ.get("CASEHUB_UPDATE") == "1":
        golden.write_text(comment, "utf-8")
    if comment != golden.read_text("utf-8"):
        actual = golden.with_suffix(".actual.md")
        actual.write_text(comment, "utf-8")
        raise AssertionError(f"The comment is not as in {golden}; what it is now is in {actual}.")


def test_a_pull_request_that_changes_no_record_is_told_so(world: World) -> None:
    world.forge.open(NUMBER, world.commit({"README.md": "Words.\n", "mkdocs.yml": "hooks: [x.py]\n"}), ANN)
    world.answer()
    assert "It changes no record." in world.comment()
    assert "2 files outside of `content/`" in world.comment()
    assert world.gate() == "success: Nothing here needs a review."
