"""What pages tell of peer review: who vouches, what each reviewer said, what waits, and what is never shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hubs import build, make_hub, records_of, replace, tree
from mini_hub import record_of
from pages import Document, read, words
from peer_hub import files_of, hub_of, lay_out
from review_hub import DISCUSSION, ORCID, make_review_hub
from test_structure import (  # noqa: F401 - the checks of every page hold here too
    test_every_page_is_well_formed_html,
    test_ids_are_unique,
    test_ids_that_are_referred_to_exist,
    test_landmarks,
    test_links_and_anchors_inside_the_site_resolve,
    test_no_heading_link_or_button_is_without_words,
    test_nothing_inline,
    test_one_heading_of_the_first_level_and_none_skipped,
    test_search_engines_are_kept_out_only_where_meant,
    test_tables_have_header_cells,
)

from casehub.site.index import Index
from casehub.site.reviews import review_view

BEN = {"who": "ben"}
NOT_REVIEWED = "Editors checked this against its sources. No peer has reviewed it yet."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Document]]:
    """The site of a hub whose records were reviewed."""
    folder = build(make_review_hub(tmp_path_factory.mktemp("reviews") / "hub"))
    return folder, read(folder)


@pytest.fixture(scope="module")
def pages(site: tuple[Path, dict[str, Document]]) -> dict[str, Document]:
    return site[1]


def part(page: Document, id: str) -> str:
    """What a section of a page says."""
    return words(next(page.within("section", **{"aria-labelledby": id})))


def vouched(page: Document) -> str:
    """The line at the top of a record."""
    return next(words(each) for name, each in page.elements if "ch-vouched" in (each.get("class") or ""))


def view_of(folder: Path, variation: dict[str, Any]) -> dict[str, Any]:
    """What the page of the case would tell of its reviews."""
    hub = hub_of(lay_out(folder, files_of(variation)), variation)
    view = review_view(hub, record_of(hub, "case", "permits"))
    assert json.loads(json.dumps(view)) == view
    return view


# ---- the line at the top


def test_one_line_at_the_top_says_who_vouches(pages: dict[str, Document]) -> None:
    read_on = "Read the reviews"
    assert vouched(pages["cases/permits/"]) == f"Reviewed by 3 peers from 3 organisations, March 2026. {read_on}"
    assert vouched(pages["practices/reviewed/"]) == f"Reviewed by 2 peers from 2 organisations, April 2026. {read_on}"
    assert vouched(pages["cases/parks/"]) == f"Being reviewed since 1 April 2026: 1 of 2 reviews so far. {read_on}"
    assert vouched(pages["cases/roads/"]) == NOT_REVIEWED


@pytest.mark.parametrize(
    ("variation", "state", "line"),
    [
        ({}, "reviewed", "Reviewed by 2 peers from 2 organisations, March 2026."),
        ({"policy": {"reviewers": 1}, "reviews": [BEN]}, "reviewed", "Reviewed by 1 peer from 1 organisation"),
        ({"reviews": []}, "unreviewed", "Not enough peers have reviewed this as it stands now."),
        ({"reviews": [BEN]}, "unreviewed", "Not enough peers"),
        ({"founding": True, "reviews": []}, "founding", NOT_REVIEWED),
        ({"founding": True, "reviews": [BEN]}, "founding", "1 of 2 peers have reviewed it so far."),
        ({"founding": True}, "reviewed", "Reviewed by 2 peers"),
        ({"founding": True, "edit": ["halved", "cut to 3 days"]}, "founding", NOT_REVIEWED),
        ({"case": {"status": "in-review", "published": None}, "reviews": []}, "waiting", "0 of 2 reviews so far."),
        ({"case": {"example": True}}, "", ""),
        ({"case": {"status": "draft", "published": None}}, "", ""),
    ],
)
def test_the_line_comes_from_the_policy_and_the_verdict(
    variation: dict[str, Any], state: str, line: str, tmp_path: Path
) -> None:
    view = view_of(tmp_path, variation)
    assert view["state"] == state
    assert line in view["line"]


def test_the_founding_label_stands_where_the_policy_lists_a_record_and_nowhere_else(
    pages: dict[str, Document],
) -> None:
    assert [url for url, page in pages.items() if NOT_REVIEWED in page.source] == ["cases/roads/"]
    assert "roads" in {
        url.split("/")[-2] for url in pages["review/"].links("section", **{"aria-labelledby": "founding"})
    }


def test_what_is_in_review_says_so_and_is_kept_from_search_engines_and_lists(pages: dict[str, Document]) -> None:
    for url in ("cases/parks/", "practices/waiting/"):
        assert "This record is being reviewed and may still change." in pages[url].text("main")
        assert pages[url].meta("robots") == "noindex"
    for url in ("cases/", "practices/", "./"):
        assert not [link for link in pages[url].links("main") if "parks" in link or "waiting" in link]


# ---- the part at the end


def test_scores_stand_side_by_side_with_how_far_they_lie_apart(pages: dict[str, Document]) -> None:
    (table,) = pages["cases/permits/"].within("table", **{"class": "ch-scores"})
    rows = [[words(cell) for cell in row] for row in table.iter() if row.tag.endswith("}tr")]
    assert rows == [
        ["Criterion", "Ben Birk", "Eva Elm", "Rex Reed", "How far apart"],
        ["Clarity", "3", "3", "3", "the same"],
        ["Evidence", "1", "3", "3", "2 apart"],
        ["Transferability", "3", "3", "3", "the same"],
        ["Honesty about difficulty", "3", "3", "3", "the same"],
        ["Usefulness", "4", "3", "3", "1 apart"],
    ]
    assert [words(each) for each in table.iter() if each.get("class") == "ch-apart"] == ["2 apart"]


def test_each_review_tells_who_when_what_and_why(pages: dict[str, Document]) -> None:
    page = pages["cases/permits/"]
    ben = words(next(page.within("article", id="review-3")))
    for told in (
        *("Ben Birk", "City Of South", "5 March 2026", "Round 2", "Recommendation: Accept", "Counts"),
        *("Now it says what it cost.", "4 of 4 A reader would change a plan because of it.", "No tie declared."),
        *("We changed our plan because of it.", "The discussion: Pull request 12"),
    ):
        assert told in ben, told
    assert page.links("article", id="review-3") == [
        "../../people/ben/",
        "../../organisations/city-of-south/",
        DISCUSSION,
    ]
    rex = words(next(page.within("article", id="review-5")))
    assert "There is a tie to the work or to those who did it. I gave a talk there in 2024." in rex
    assert "Kim Kiefer, an editor, let the review count all the same. One talk is no tie." in rex


def test_earlier_rounds_and_what_was_taken_back_stay_in_the_history(pages: dict[str, Document]) -> None:
    told = part(pages["cases/permits/"], "ch-reviews")
    past = told[told.index("Earlier rounds, and what was taken back (2)") :]
    assert "Ben Birk City Of South 10 February 2026 Round 1 Recommendation: Revise Followed by a later review" in past
    assert "Taken back on 10 March 2026: I had read the wrong case." in past
    assert "1 April 2026, vouched for by Kim Kiefer: A comma." in past


def test_everything_is_in_the_page_itself(pages: dict[str, Document]) -> None:
    """Without a script all is readable: what is folded is folded by the browser."""
    section = next(pages["cases/permits/"].within("section", **{"aria-labelledby": "ch-reviews"}))
    names = {each.tag.rpartition("}")[2] for each in section.iter()}
    assert {"details", "summary"} <= names
    assert not names & {"button", "script", "template"}
    assert not [each for each in section.iter() if each.get("hidden") is not None]


@pytest.mark.parametrize(
    ("variation", "state"),
    [
        ({"reviews": [{**BEN, "recommendation": "revise"}]}, "opposed"),
        ({"edit": ["halved", "cut to 3 days"], "reviews": [BEN]}, "stale"),
        ({"reviews": [{"who": "ned"}]}, "unfit"),
        ({"reviews": [{"who": "nobody"}]}, "unfit"),
        ({"reviews": [{**BEN, "example": True}]}, "example"),
        ({"people": {"ben": {"example": True}}, "reviews": [BEN]}, "example"),
    ],
)
def test_a_review_that_does_not_count_says_why(variation: dict[str, Any], state: str, tmp_path: Path) -> None:
    view = view_of(tmp_path, variation)
    (entry,) = [*view["current"], *view["past"], *view["examples"]]
    assert entry["state"] == state
    assert bool(entry["why"]) == (state == "unfit")


def test_a_review_without_scores_or_of_an_unknown_edition_is_told_all_the_same(tmp_path: Path) -> None:
    (entry,) = view_of(tmp_path / "a", {"reviews": [{**BEN, "rubric": 9}]})["current"]
    assert entry["scores"] == []
    (entry,) = view_of(tmp_path / "b", {"reviews": [{**BEN, "scores": {"clarity": 7, "charm": 3}}]})["current"]
    assert entry["scores"] == []
    (table,) = view_of(tmp_path / "c", {"reviews": [{**BEN, "recommendation": "reject"}]})["tables"]
    assert {row["apart"] for row in table["rows"]} == {None}


# ---- consent


@pytest.mark.parametrize(
    "variation",
    [
        {"reviews": [{**BEN, "consent": "no"}]},
        {"people": {"ben": {"consent": "no"}}, "reviews": [BEN]},
    ],
)
def test_nobody_is_named_without_consent(variation: dict[str, Any], tmp_path: Path) -> None:
    given = variation["reviews"][0]
    given |= {"interests": {"declared": "disclosed", "statement": "I worked in the City of South."}}
    given |= {"source": {"forge": "github", "pull_request": 12, "url": DISCUSSION}}
    told = json.dumps(view_of(tmp_path, variation))
    for secret in ("ben", "Ben", "city-of-south", "City Of South", "South", DISCUSSION):
        assert secret not in told, secret


# ---- examples


def test_examples_are_marked_and_never_counted(tmp_path: Path) -> None:
    site = build(make_hub(tmp_path / "hub"))
    pages = read(site)
    told = part(pages["cases/valid-case/"], "ch-reviews")
    assert "These are made-up examples by made-up reviewers. They count for nothing." in told
    assert "Example Official" in told
    assert "Made-up example" in told
    assert "Reviewed by" not in pages["cases/valid-case/"].text("main")
    assert "Nobody has given a review" in part(pages["review/"], "given")
    assert "Nothing waits" in part(pages["review/"], "queue")
    assert not [path for path in tree(site) if path.endswith(".jsonld")]


def test_our_own_examples_pretend_nothing(own_hub: Path) -> None:
    pages = read(own_hub / "site")
    with_examples = {url: page for url, page in pages.items() if "ch-review--example" in page.source}
    assert set(with_examples) == {"cases/stockholm-congestion-charge/", "cases/estonia-x-road/"}
    for url, page in with_examples.items():
        told = part(page, "ch-reviews")
        assert NOT_REVIEWED in vouched(page), url
        assert told.count("Made-up example") == told.count("Example Reviewer"), url
        assert "These are made-up examples" in told, url
    assert "Reviewed by" not in "".join(page.text("main") for page in with_examples.values())
    for url in ("people/example-reviewer-north/", "organisations/example-northern-city/"):
        assert "This is a made-up example." in pages[url].text("main")
        assert "Example" in part(pages[url], "ch-reviewed")
    assert not list((own_hub / "site").rglob("*.jsonld"))
    given = part(pages["review/"], "given")
    assert "Nobody has given a review under their name yet." in given


# ---- the page about peer review


def test_the_page_about_peer_review_holds_the_rubric_with_its_anchors(pages: dict[str, Document]) -> None:
    told = part(pages["review/"], "rubric")
    for criterion in ("Clarity", "Evidence", "Transferability", "Honesty about difficulty", "Usefulness"):
        assert criterion in told
    assert "4 A reader would change a plan because of it." in told
    assert "These scores need a reason: 0, 1, 4." in told
    assert "Edition 1, in use since 21 November 2026." in told
    assert pages["review/"].meta("robots") is None


def test_the_queue_says_since_when_and_what_is_missing(pages: dict[str, Document]) -> None:
    told = part(pages["review/"], "queue")
    assert told.index("A practice that waits") < told.index("Parks that anybody may book")  # the longest first
    assert "Handed in on 1 April 2026 1 of 2 reviews so far. What is missing (1 thing)" in told
    assert "CH601" in told
    assert "A case that peers are reading" not in told  # a made-up example


def test_reviews_given_are_listed_by_those_who_agreed(pages: dict[str, Document]) -> None:
    told = part(pages["review/"], "given")
    assert told.index("Eva Elm") < told.index("Ben Birk")  # who reviewed last stands first
    assert "5 March 2026 (round 2); 10 February 2026 (round 1)" in told
    assert "Parks" not in told  # it is not published
    assert "Bea Berg" not in told  # taken back
    assert "Permits by post and online" in part(pages["people/ben/"], "ch-reviewed")
    assert "Ben Birk, 5 March 2026 (round 2)" in part(pages["organisations/city-of-south/"], "ch-reviewed")
    assert "ch-reviewed" not in pages["people/ann/"].ids


def test_who_withdraws_consent_is_listed_nowhere(tmp_path: Path) -> None:
    hub = make_review_hub(tmp_path / "hub")
    path = next((hub / "content/reviews/practice/reviewed").glob("*-eva.yml"))
    amended = "schema_version: 1\nreviewer: eva\ndate: 2026-05-01\namends: 2026-04-29-eva\nbecause: Asked.\n"
    (path.parent / "2026-05-01-eva.yml").write_text(amended + 'consent: "no"\n', "utf-8")
    assert [record.id for record, _ in Index(records_of(hub)).reviews_by("eva")] == ["permits"]


# ---- the file beside the page


def test_the_reviews_are_there_as_linked_data(site: tuple[Path, dict[str, Document]]) -> None:
    folder, pages = site
    found = {path for path in tree(folder) if path.endswith(".jsonld")}
    assert found == {f"{url}review.jsonld" for url in ("cases/permits/", "cases/parks/", "practices/reviewed/")}
    assert "review.jsonld" in pages["cases/permits/"].links("section", **{"aria-labelledby": "ch-reviews"})
    work = json.loads((folder / "cases/permits/review.jsonld").read_text("utf-8"))
    assert work["@context"] == "https://schema.org"
    assert work["@type"] == "CreativeWork"
    assert work["url"] == "https://hub.example.org/cases/permits/"
    assert len(work["review"]) == 4  # what was taken back is left out
    for review in work["review"]:
        assert review["@type"] == "Review"
        assert review["itemReviewed"]["name"] == work["name"]
        assert review["itemReviewed"]["version"].startswith("cm1-")
        assert review["author"]["@type"] == "Person"
        assert review["author"]["name"]
        assert review["author"]["affiliation"]["name"]
        assert review["@id"].partition("#")[2] in pages["cases/permits/"].ids
        assert len(review["reviewRating"]) == 5
        for rating in review["reviewRating"]:
            assert rating["@type"] == "Rating"
            assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
            assert rating["reviewAspect"]
    by_name = {review["author"]["name"]: review for review in reversed(work["review"])}
    assert by_name["Eva Elm"]["author"]["identifier"] == ORCID
    assert by_name["Ben Birk"]["url"] == DISCUSSION
    assert by_name["Rex Reed"]["comment"]["text"] == "I gave a talk there in 2024."
    statuses = [review["creativeWorkStatus"] for review in work["review"]]
    assert sorted(statuses) == ["Counts", "Counts", "Counts", "Followed by a later review"]


def test_the_file_follows_the_page(tmp_path: Path) -> None:
    hub = make_review_hub(tmp_path / "hub")
    site = build(hub)
    before = (site / "cases/permits/review.jsonld").read_bytes()
    replace(hub / "content/people/rex.yml", "name: Rex Reed", "name: Regina Reed")
    build(hub)
    after = (site / "cases/permits/review.jsonld").read_bytes()
    assert before != after
    assert b"Regina Reed" in after
