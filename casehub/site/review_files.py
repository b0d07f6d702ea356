"""The file beside the page of a reviewed record: its reviews as linked data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casehub.exchange.review_json import Given, Reviewed, Score, create_review_json
from casehub.site.page import File, Page, View

NAME = "review.jsonld"


def files(page: Page, address: str, site: str, words: Mapping[str, str]) -> Iterable[File]:
    """The file, where there is something to tell. It is made from the page's view, so it is kept as long."""

    def content() -> bytes:
        return create_review_json(_reviewed(page, address, site, words)).encode()

    if page.view.get("review", {}).get("has_file"):
        yield File(page.url + NAME, "", content, page.url)


def _reviewed(page: Page, address: str, site: str, words: Mapping[str, str]) -> Reviewed:
    view = page.view
    top = address.removesuffix(page.url)
    given = [each for key in ("current", "past") for each in view["review"][key] if each["state"] != "retracted"]
    return Reviewed(
        title=view["title"],
        summary=view["summary"],
        url=address or page.url,
        language=view["language"],
        published=str(view["dates"].get("published", "")),
        licence=view["licence"],
        publisher=site,
        reviews=tuple(_given(each, view["title"], top, words) for each in given),
    )


def _given(entry: View, title: str, top: str, words: Mapping[str, str]) -> Given:
    interests, reviewer = entry["interests"], entry["reviewer"] or {}
    state = words[f"review_state_{entry['state']}"]
    return Given(
        id=entry["id"],
        name=words["review_file_name"].format(title=title, round=entry["round"]),
        published=entry["date"].get("datetime", ""),
        recommendation=entry["recommendation"],
        status=f"{state}: {entry['why']}" if entry["why"] else state,
        interests=interests["statement"] or words.get(f"review_interests_{interests['declared']}", ""),
        scores=tuple(
            Score(each["title"], each["score"], each["lowest"], each["highest"], each["reason"] or each["anchor"])
            for each in entry["scores"]
        ),
        text="\n\n".join(entry["comments"]),
        reviewer=reviewer.get("title", ""),
        page=top + reviewer["url"] if reviewer.get("url") else "",
        identifier=reviewer.get("identifier", ""),
        organisation=(entry["organisation"] or {}).get("title", ""),
        discussion=entry["discussion"],
        digest=entry["digest"],
    )
