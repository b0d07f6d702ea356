"""An editorial note covers an edit of the same change, from the text before to the text after, and words only.

Numbers, dates, links and chosen terms are never editorial. Both texts are needed to see that, so it is looked at when
the note comes in; later the chain of digests speaks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from casehub.records import images
from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.changes import never_editorial
from casehub.review.digest import Content, content_from, content_of
from casehub.rules.reviews_are_never_rewritten import moved_to, record_before


def check_change(hub: Hub, past: Hub, earlier: Mapping[str, bytes | None]) -> Iterator[tuple[str, Draft]]:
    """CH643, CH644, with the path of the note that they are about."""
    moved = {
        now.key
        for path in earlier
        if (before := record_before(past, earlier, path)) and (now := moved_to(hub, before))
    }
    fresh: dict[tuple[str, str], list[Record]] = {}
    for note in hub.of("note"):
        is_new = note.path in earlier and earlier[note.path] is None
        if is_new and note.subject and note.key not in moved and not note.is_example:
            fresh.setdefault(note.subject, []).append(note)
    for key, notes in sorted(fresh.items()):
        subject = hub.get(*key)
        if subject is not None:
            yield from _covered(hub, subject, notes, earlier)


def _covered(
    hub: Hub, subject: Record, notes: list[Record], earlier: Mapping[str, bytes | None]
) -> Iterator[tuple[str, Draft]]:
    after = content_of(hub, subject)
    before = _before(hub, subject, after, earlier)
    here, unused, last = before.digest if before else "", list(notes), None
    while step := next((each for each in unused if each.data.get("from") == here), None):
        unused.remove(step)
        here, last = str(step.data.get("to", "")), step
    for note in unused:
        yield note.path, Draft("CH643", ("from",), {"title": subject.title})
    if last is None or before is None:
        return
    if here != after.digest:
        yield last.path, Draft("CH643", ("to",), {"title": subject.title})
    elif changes := never_editorial(before, after):
        more = f", and {len(changes) - 3} more" if len(changes) > 3 else ""
        yield last.path, Draft("CH644", ("reason",), {"changes": "; ".join(changes[:3]) + more})


def _before(hub: Hub, subject: Record, after: Content, earlier: Mapping[str, bytes | None]) -> Content | None:
    """What stood there before the change; None when nothing did, or it could not be read."""
    folder = subject.path.removesuffix("index.md") if subject.path.endswith("/index.md") else ""
    pictures = dict(after.images)
    for path, content in earlier.items():
        name = path.rpartition("/")[2]
        if folder and path == folder + name and name.lower().endswith(images.ENDINGS):
            if content is None:
                pictures.pop(name, None)
            else:
                pictures[name] = hashlib.sha256(content).hexdigest()
    if subject.path not in earlier:
        return Content(after.type, after.fields, after.body, tuple(pictures.items()))
    content = earlier[subject.path]
    return content_from(content, after.type, tuple(pictures.items())) if content is not None else None
