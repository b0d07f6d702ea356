"""Each type's page does its one job, with every field and with only those that are required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hubs import build, records_of, replace
from kinds import LONG, NOON, STATEMENT, make_kinds_hub
from pages import Document, read, words

from casehub.records.model import Hub
from casehub.site.address import url_of

Pages = dict[str, Document]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        hub = make_kinds_hub(tmp_path_factory.mktemp("kinds") / "hub")
        build(hub)
        yield hub


@pytest.fixture(scope="module")
def pages(folder: Path) -> Pages:
    return read(folder / "site")


@pytest.fixture(scope="module")
def hub(folder: Path) -> Hub:
    return records_of(folder)


def section(page: Document, id: str) -> str:
    """The words of the section that the heading with this id names."""
    return next(told(each) for each in page.within("section") if each.get("aria-labelledby") == id)


def told(element: Element) -> str:
    """The words of an element, with a space between the words of its parts."""
    return " ".join(" ".join(element.itertext()).split())


def test_every_page_is_valid_and_shows_no_value_of_a_program(pages: Pages, hub: Hub) -> None:
    for record in hub.public():
        page = pages[url_of(record, hub)]
        assert page.text("h1") == record.title
        assert not re.search(r"\{'|\['|\bNone\b|\bTrue\b|Undefined|<jinja", page.text("main")), record.key
        assert len(set(page.ids)) == len(page.ids), record.key


def test_parts_without_facts_are_left_out_or_said_to_be_missing(pages: Pages) -> None:
    assert "No offer is stated." in pages["people/bare/"].text("main")
    assert "No channel is given here." in pages["people/bare/"].text("main")
    assert "No report is due." in pages["groups/bare-group/"].text("main")
    assert "Nobody has noted yet" in pages["learning/bare-course/"].text("main")
    assert "It has led no case in this hub yet" in pages["organisations/bare-office/"].text("main")
    assert "Not stated" in section(pages["challenges/bare-challenge/"], "ch-wanted")
    assert "No record uses it yet." in pages["glossary/bare-term/"].text("main")
    for url, page in pages.items():
        for name in ("ul", "ol", "dl", "table"):
            fills_in = url.endswith(("cases/", "compare/", "context/", "contribute/new/"))
            assert fills_in or all(len(each) for each in page.within(name)), (
                url,
                name,
            )


def test_a_practice_says_when_how_and_what_speaks_for_and_against_it(pages: Pages) -> None:
    page = pages["practices/full-practice/"]
    told = page.text("main")
    assert "1 for, 1 against" in told
    order = ["When to use it", "How to do it", "First do this.", "What the evidence says", "It shows the way."]
    order += ["It cost too much.", "When not to use it", "Nobody will heed the result."]
    column = next(words(each) for each in page.within("div") if each.get("class") == "ch-text")
    assert sorted(order, key=column.index) == order
    assert "Worked" in section(page, "ch-supported_by")
    assert "Did not work" in section(page, "ch-contradicted_by")
    assert "../../challenges/slow-permits/" in page.links("main")
    assert "https://example.org/ask" in page.links("main")
    assert "A guide with everything" in section(page, "ch-learning")
    bare = pages["practices/bare-practice/"]
    assert bare.text("h1") == LONG
    assert "No case in this hub speaks for it yet." in bare.text("main")


def test_a_case_that_is_named_for_or_against_is_not_listed_again(pages: Pages) -> None:
    assert not [each for each in pages["practices/full-practice/"].ids if each == "ch-used"]


def test_a_challenge_says_who_has_it_what_would_help_and_whether_help_is_wanted(pages: Pages) -> None:
    call = section(pages["challenges/full-challenge/"], "ch-wanted")
    assert "Help is still wanted" in call
    assert "Numbers from anywhere." in call
    assert "City of Plenty" in call
    assert "mailto:desk@example.org" in pages["challenges/full-challenge/"].links("main")
    assert "The permit desk" in section(pages["challenges/full-challenge/"], "ch-faced")
    assert "No case in this hub answers it yet." in section(pages["challenges/full-challenge/"], "ch-answers")
    assert "The made-up case tech-case" in section(pages["challenges/slow-permits/"], "ch-answers")
    assert "No longer looking for help" in pages["challenges/bare-challenge/"].text("main")
    body = next(each for each in pages["challenges/bare-challenge/"].within("div") if each.get("class") == "ch-body")
    assert (body.get("dir"), body.get("lang")) == ("rtl", "ar")


def test_an_organisation_shows_what_it_did_and_where_it_belongs(pages: Pages) -> None:
    page = pages["organisations/full-city/"]
    assert "Did not work" in section(page, "ch-led")
    assert "https://www.wikidata.org/wiki/Q1748" in page.links("main")
    assert "https://www.plenty.example.org/en" in page.links("main")
    assert "../../organisations/bare-office/" in page.links("main")
    assert "commissioned it member" in section(page, "ch-groups")
    assert "Ada Example" in section(page, "ch-people")
    assert "A challenge with everything" in section(page, "ch-asked")
    assert "paid for it" in section(pages["organisations/city-of-example/"], "ch-helped")
    closed = pages["organisations/bare-office/"]
    assert "This organisation has closed (May 2024)." in closed.text("main")
    assert "City of Plenty" in closed.text("aside")


def test_a_person_shows_offers_channels_and_what_they_worked_on(pages: Pages) -> None:
    page = pages["people/ada/"]
    assert "A talk by telephone or video." in section(page, "ch-offers")
    assert "mailto:permits@example.org" in page.links("main")
    assert "tech-case" in section(page, "ch-wrote")
    assert "A group with everything" in section(page, "ch-groups")


def test_the_list_of_people_is_whole_and_carries_what_the_filters_need(pages: Pages) -> None:
    page = pages["people/"]
    people = [each for each in page.within("li") if "ch-person" in each.get("class", "")]
    assert len(people) == 5
    by_name = {words(each).split(" Example")[0]: each for each in people}
    assert by_name["Björn Mustermann"].get("data-topic") == "GF0103 GF0405"
    assert by_name["Björn Mustermann"].get("data-language") == "de fr"
    assert [each.attributes["name"] for each in page.all("select")] == ["topic", "country", "language", "offer"]
    assert next(page.within("form", id="ch-people-filter")).get("hidden") is not None


def test_the_reports_of_a_group_tell_their_state_in_words(pages: Pages) -> None:
    rows = [each.text for each in pages["groups/full-group/"].all("tr")][1:]
    assert [row.split(" 20")[0] for row in rows] == ["30 June", "31 December", "31 May", "1 June"]
    states = ["delivered on time", "delivered 1 day late", "overdue", "not yet due"]
    assert all(state in row for state, row in zip(states, rows, strict=True))
    assert "The work of this group is finished." in pages["groups/bare-group/"].text("main")
    assert "Report" not in [each.text for each in pages["groups/bare-group/"].all("th")]


def test_an_event_says_when_in_words_and_for_machines(pages: Pages) -> None:
    page = pages["events/full-event/"]
    times = [(each.attributes["datetime"], each.text) for each in page.all("time")]
    assert ("2026-07-01T14:00+02:00", "Wednesday, 1 July 2026, 14:00") in times
    assert ("2026-07-01T16:30+02:00", "16:30") in times
    assert "(UTC+2)" in page.text("main")
    assert "Take part (join.example.org)" in page.text("main")
    assert "https://film.example.org/a" in page.links("main")
    assert "What it is about" in page.text("main")
    assert "This event is over. " in pages["events/bare-event/"].text("main")


def test_events_are_split_by_the_day_of_the_build(pages: Pages) -> None:
    coming, past = section(pages["events/"], "coming"), section(pages["events/"], "past")
    assert coming.index("An event with everything") < coming.index("Workshop on permits")
    assert "A bare event" in past


def test_learning_resources_stand_by_kind(pages: Pages) -> None:
    assert "A bare course" in section(pages["learning/"], "course")
    guide = section(pages["learning/"], "guide")
    assert "City of Plenty In French two evenings Last checked 1 March 2026" in guide
    page = pages["learning/full-guide/"]
    assert "https://example.org/guide" in page.links("main")
    assert "Data analysis" in page.text("aside")


def test_the_glossary_is_alphabetical_and_shows_names_in_other_languages(pages: Pages) -> None:
    page = pages["glossary/"]
    assert [each.text for each in page.all("h2")] == ["C", "E", "O"]
    assert "Arabic: روبوت دردشة" in section(page, "letter-1")
    assert next(page.within("span", lang="ar")).get("dir") == "rtl"
    assert page.links("nav", **{"aria-label": "Letters"}) == []  # three letters need no index


def test_a_term_shows_its_neighbours_and_where_it_is_used(pages: Pages) -> None:
    page = pages["glossary/chatbot/"]
    assert [told(each) for each in page.within("tr")][1:] == [
        "Arabic روبوت دردشة –",
        "English Chatbot virtual assistant",
        "German – Dialogsystem",
        "Japanese チャットボット –",
    ]
    aside = told(next(page.within("aside")))
    assert "Wider term One-stop shop" in aside
    assert "Related terms Étude" in aside
    assert "../../technologies/chatbot/" in page.links("aside")
    assert "failed-case" in section(page, "ch-cases")
    assert "Narrower terms Chatbot" in told(next(pages["glossary/one-stop-shop/"].within("aside")))
    assert "Related terms Chatbot" in told(next(pages["glossary/bare-term/"].within("aside")))


def test_a_technology_counts_verdicts_and_names_suppliers(pages: Pages) -> None:
    page = pages["technologies/chatbot/"]
    assert section(page, "ch-verdicts") == "What came of it Worked 1 of 2 Did not work 1 of 2"
    assert "Maker & Sons" in section(page, "ch-suppliers")
    assert "<b>Bold</b> Ltd" in section(page, "ch-suppliers")
    assert "Permits take too long" in section(page, "ch-challenges")
    assert len(list(page.within("rect"))) == 4
    unused = pages["technologies/drones/"]
    assert "No case in this hub has used it yet." in unused.text("main")
    assert unused.meta("robots") == "noindex"
    listed = pages["technologies/"].text("main")
    assert listed.index("Chatbot") < listed.index("Not used yet") < listed.index("Drones")


def test_an_indicator_sets_outcomes_side_by_side(pages: Pages) -> None:
    page = pages["indicators/processing-time/"]
    assert "Measured in days" in page.text("main")
    assert [each.text for each in page.all("th", scope="col")] == [
        *("Case", "Before", "After", "Change", "Period", "Design of the evidence", "Source")
    ]
    rows = {told(row).split(" Denmark")[0]: told(row) for row in page.within("tr")}
    assert "20 15 −5 −25 % better 2020 to 2021" in rows["The made-up case tech-case"]
    assert "10 12 +2 +20 % worse – Account" in rows["The made-up case failed-case"]
    assert "../../cases/tech-case/#source-notes" in page.links("main")
    assert "Nobody knew why." in section(page, "ch-told")


def test_cases_lead_to_their_technologies(pages: Pages) -> None:
    assert "../../technologies/chatbot/" in pages["cases/tech-case/"].links("main")


def test_questions_stand_on_the_page_of_their_record(pages: Pages) -> None:
    told = section(pages["practices/full-practice/"], "ch-questions")
    assert "What about <b>asked</b> & others? Not answered yet." in told
    assert "by Ada Example It was. The record was corrected." in told
    page = pages["questions/mended/"]
    assert "../../practices/full-practice/" in page.links("main")
    listed = pages["questions/"]
    assert "asked" in section(listed, "questions-waiting")
    assert "It was." in section(listed, "questions-answered")


def test_organisations_stand_by_country(pages: Pages) -> None:
    assert "City of Plenty Example Local government led 2 cases" in section(pages["organisations/"], "dk")
    assert "Office of Little" in section(pages["organisations/"], "none")


def test_findings_stand_by_what_they_are_about_with_ways_on(pages: Pages) -> None:
    listed = pages["contribute/rules/"]
    assert [each.attributes["id"] for each in listed.all("h2")] == [
        *("reading", "files", "fields", "across", "text", "sensitive", "plain", "translations", "review"),
    ]
    page = pages["contribute/rules/ch204/"]
    ways = page.links("nav", **{"aria-label": "Ways on"})
    assert ways == [
        "../../../contribute/rules/",
        "../../../contribute/rules/ch203/",
        "../../../contribute/rules/ch205/",
    ]
    assert "{" not in page.text("h1")


def test_a_page_that_does_not_exist_offers_a_search_and_every_list(pages: Pages) -> None:
    page = pages["404.html"]
    form = next(page.within("form", **{"aria-labelledby": "ch-look"}))
    assert (form.get("action"), form.get("method")) == ("/cases/", "get")
    assert {"/people/", "/technologies/", "/glossary/"} <= set(page.links("main"))


def test_moved_and_withdrawn_pages_lead_on(pages: Pages) -> None:
    assert "../../cases/stood-elsewhere/" in pages["cases/an-older-name/"].links("main")
    assert "../../cases/" in pages["cases/withdrawn-case/"].links("main")


@pytest.mark.parametrize(
    ("law", "words_of_the_law", "body"),
    [
        ("uk", "(No. 2) Accessibility Regulations 2018", "Equality Advisory and Support Service"),
        ("eu", "Directive (EU) 2016/2102", "Each member state has a body"),
        ("us", "Title II of the Americans with Disabilities Act", "Civil Rights Division"),
        ("other", "We have committed ourselves", "where you live"),
    ],
)
def test_the_statement_has_the_parts_that_laws_ask_for(
    law: str, words_of_the_law: str, body: str, hub: Path, folder: Path, tmp_path: Path
) -> None:
    import shutil

    copy = tmp_path / "hub"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site"), symlinks=True)
    replace(copy / "content/about/accessibility.md", "jurisdiction: eu", f"jurisdiction: {law}")
    page = read(build(copy))["about/accessibility/"]
    told = page.text("main")
    for part in (words_of_the_law, body, "WCAG) 2.2", "EN 301 549", "partially compliant", "five working days"):
        assert part in told
    assert "Old maps have no words." in section(page, "ch-gaps")
    assert "Instead: Ask us, and we tell what a map shows. To be mended by June 2027 ." in section(page, "ch-gaps")
    assert "mailto:access@example.org" in page.links("main")
    assert "last reviewed on 2 February 2026" in section(page, "ch-dates")
    assert told.index("We try.") < told.index("How far it conforms") < told.index("If our answer does not")


def test_a_statement_claims_no_more_than_was_tested(folder: Path, tmp_path: Path) -> None:
    from casehub.site.accessibility import statement_view

    hub = records_of(folder)
    record = hub.records["page", "about/accessibility"]
    facts = dict(record.data["accessibility"])
    states = {}
    for name, change in {
        "as it is": {},
        "only what the law leaves out": {"known_issues": [facts["known_issues"][1]]},
        "untested": {"tested": None},
    }.items():
        told = {key: value for key, value in {**facts, **change}.items() if value is not None}
        data = {**record.data, "accessibility": told}
        changed = type(record)(**{**record.__dict__, "data": data})
        states[name] = statement_view(hub, changed)["statement"]["state"]
    assert states == {"as it is": "partial", "only what the law leaves out": "full", "untested": "untested"}


def test_editorial_pages_name_the_page_above_them(pages: Pages) -> None:
    crumbs = {url: page.links("nav", **{"aria-label": "You are here"}) for url, page in pages.items()}
    assert crumbs["about/method/"] == ["../../", "../../about/"]
    assert crumbs["about/"] == ["../"]
    assert crumbs["contribute/"] == ["../"]


def test_a_hub_without_records_still_has_every_list(tmp_path: Path) -> None:
    import shutil

    hub = make_kinds_hub(tmp_path / "hub")
    for path in (hub / "content").iterdir():
        if path.is_dir() and path.name not in ("about", "contribute"):
            shutil.rmtree(path)
    for path in (hub / "content/about").glob("*.md"):
        if path.name not in ("index.md", "accessibility.md"):
            path.unlink()
    (hub / "content/about/index.md").write_text(
        "---\nschema_version: 1\ntitle: About\nsummary: A hub in which nobody has written yet.\n---\n\nSoon.\n"
    )
    (hub / "content/index.md").write_text(
        "---\nschema_version: 1\ntitle: An empty hub\nsummary: A hub in which nobody has written yet.\n---\n\nSoon.\n"
    )
    pages = read(build(hub))
    for url in ("people/", "events/", "glossary/", "practices/", "organisations/", "questions/", "groups/"):
        assert "ch-empty" in pages[url].source
        assert "../contribute/" in pages[url].links("main")
    assert "No case yet." in pages["technologies/"].text("main")


def test_the_build_of_a_day_depends_on_that_day_only_where_time_matters(folder: Path, tmp_path: Path) -> None:
    from casehub.records.load import load
    from casehub.site.builder import Settings, Site

    settings = Settings("A hub", "", "", "", "", "")
    views = []
    for day in (date(2026, 6, 1), date(2096, 6, 1)):
        hub = load(folder, on=day, use_cache=False)
        views.append({url: page.view for url, page in Site.plan(hub, settings).pages.items()})
    changed = {
        url.removeprefix("fr/").removeprefix("es/").partition("/")[0]
        for url, view in views[0].items()
        if view != views[1][url]
    }
    assert changed == {"events", "groups", "due", "dashboard"}


def test_the_statement_of_these_tests_has_every_field(hub: Hub) -> None:
    schema = hub.definitions.types["page"].properties["accessibility"]["properties"]
    assert set(schema) - {"enforced_by"} == set(re.findall(r"^  (\w+):", STATEMENT, re.MULTILINE))
