"""Of many faults of one kind so many are told, and none of another kind is lost behind them."""

from __future__ import annotations

from collections import Counter

from mini_hub import definitions

from casehub.records.body import body_faults
from casehub.records.findings import MOST
from casehub.records.markdown import parse


def test_many_faults_of_one_kind_hide_none_of_another() -> None:
    links = "Read it [here](https://example.org).\n\n" * (MOST + 50)
    body = f"Some words.\n\n{links}#### Too deep\n\nText.\n\n# Too high\n"
    told = Counter(each.code for each in body_faults(definitions().types["page"], parse(body), 1))
    assert told.most_common(1)[0][1] == MOST
    assert told["CH405"] == told["CH406"] == 1
