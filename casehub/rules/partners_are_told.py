"""No surprises: every named partner is told before publication, and has some days or agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casehub.records.findings import Draft, closest
from casehub.records.forms import is_day
from casehub.records.model import Hub, Record
from casehub.review.policy import is_asked, is_early, policy_of


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH620, CH621."""
    if not is_asked(hub, record):
        return
    policy = policy_of(hub.definitions)
    if policy.is_founding(record):
        return
    early = is_early(hub, record)
    told = [entry for _, entry in record.values(("notified", "*"))]
    for path, partner in record.values(("partners", "*", "organisation")):
        entries = [each for each in told if each.get("organisation") == partner]
        if not entries:
            near = closest(str(partner), [str(each.get("organisation", "")) for each in told])
            yield Draft("CH620", path, {"partner": partner}, "" if near == partner else near, early=early)
            continue
        if any(each.get("agreed") == "yes" for each in entries):
            continue
        days = [date.fromisoformat(each["date"]) for each in entries if is_day(str(each.get("date", "")))]
        published = str(record.data.get("published", ""))
        due = date.fromisoformat(published) if record.stage == "published" and is_day(published) else hub.today
        if days and (due - min(days)).days < policy.notice_days:
            words = {
                "partner": partner,
                "date": min(days).isoformat(),
                "days": policy.notice_days,
                "on": due.isoformat(),
            }
            yield Draft("CH621", path, words, early=early)
