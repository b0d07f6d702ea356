"""From a folder to records: what is remembered, what is read again, and what an unreadable file does to others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from mini_hub import TODAY, case, checked, definitions, hub_of, lay_out, line_of, record_of, text_of, write

from casehub.records import cache
from casehub.records.load import body_of, hub_before, load, today
from casehub.records.model import Hub


def loaded(root: Path) -> Hub:
    return load(root, on=TODAY, definitions=definitions())


def test_every_file_of_the_small_hub_is_a_record(hub_root: Path) -> None:
    hub = hub_of(hub_root)
    files = {path.relative_to(hub_root).as_posix() for path in (hub_root / "content").rglob("*") if path.is_file()}
    assert {record.path for record in hub.records.values()} == files
    assert {record.type for record in hub.records.values()} == set(definitions().types)
    assert hub.unreadable == frozenset()


def test_a_second_reading_reads_nothing_and_says_the_same(hub_root: Path) -> None:
    first = loaded(hub_root)
    second = loaded(hub_root)
    assert first.reread == {record.path for record in first.records.values()}
    assert second.reread == frozenset()
    assert second.findings == first.findings
    assert second.records == first.records


def test_a_changed_file_is_read_again_and_no_other(hub_root: Path) -> None:
    loaded(hub_root)
    write(hub_root, {"cases/valid-case.md": case(("country: DK", "country: Denmak"))})
    hub = loaded(hub_root)
    assert hub.reread == {"content/cases/valid-case.md"}
    assert "CH204" in {each.code for each in hub.findings}


def test_a_file_that_is_gone_is_forgotten(hub_root: Path) -> None:
    loaded(hub_root)
    (hub_root / "content" / "cases" / "second-case.md").unlink()
    assert loaded(hub_root).get("case", "second-case") is None


@pytest.mark.parametrize("damage", [b"", b"\x00\x01", b"(\x05\x00\x00\x00", b"\xff" * 64])
def test_a_damaged_memory_is_read_anew(damage: bytes, hub_root: Path) -> None:
    first = loaded(hub_root)
    for path in cache.folder_for(hub_root).glob("readings-*.bin"):
        path.write_bytes(damage)
    assert loaded(hub_root).records == first.records


def test_a_memory_that_cannot_be_kept_is_no_fault(hub_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEHUB_CACHE", str(hub_root / "mkdocs.yml"))  # a file, where a folder is needed
    assert loaded(hub_root).records == loaded(hub_root).records


def test_other_definitions_make_everything_be_read_again(hub_root: Path) -> None:
    loaded(hub_root)
    (hub_root / "schemas").unlink()
    import shutil

    from mini_hub import SCHEMAS

    shutil.copytree(SCHEMAS, hub_root / "schemas")
    with (hub_root / "schemas" / "findings.yaml").open("a", encoding="utf-8") as file:
        file.write("# another edition\n")
    assert load(hub_root, on=TODAY).reread


def test_findings_come_by_file_and_place_and_each_once(hub_root: Path) -> None:
    write(hub_root, {"cases/b.md": case(("country: DK", "country: x"), ("level: local", "level: y"))})
    write(hub_root, {"cases/a.md": case(("country: DK", "country: x"))})
    findings = checked(hub_root)
    assert [line_of(each) for each in findings] == [
        "content/cases/a.md CH204 12:10",
        "content/cases/b.md CH204 12:10",
        "content/cases/b.md CH204 13:8",
    ]
    assert len(set(findings)) == len(findings)


def test_a_file_that_cannot_be_read_is_known_to_be_there(hub_root: Path) -> None:
    write(hub_root, {"cases/valid-case.md": "---\ntitle: a: b\n---\n"})
    hub = hub_of(hub_root)
    assert ("case", "valid-case") in hub.unreadable
    assert [line_of(each) for each in checked(hub_root)] == ["content/cases/valid-case.md CH107 2:9"]


def test_the_text_of_a_record_and_the_line_on_which_it_starts(hub_root: Path) -> None:
    hub = hub_of(hub_root)
    body, line = body_of(hub, record_of(hub, "case", "valid-case"))
    file = text_of("cases/valid-case.md").split("\n")
    index = body.split("\n").index("## The problem")
    assert file[line + index - 1] == "## The problem"


def test_the_hub_as_it_was(hub_root: Path) -> None:
    before = {
        "content/cases/valid-case.md": case(("country: DK", "country: SE")).encode(),
        "content/cases/second-case.md": None,
        "content/cases/gone.md": case().encode(),
        "content/cases/broken.md": b"---\na: b: c\n---\n",
        "content/cases/notes.txt": b"no record",
        "mkdocs.yml": b"site_name: x\n",
    }
    past = hub_before(hub_of(hub_root), before)
    assert record_of(past, "case", "valid-case").data["country"] == "SE"
    assert past.get("case", "second-case") is None
    assert record_of(past, "case", "gone").path == "content/cases/gone.md"
    assert ("case", "broken") in past.unreadable
    assert record_of(past, "practice", "ask-first").title == "Ask the users first"
    assert past.today == TODAY


def test_today_is_the_day_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "not a number")
    assert today() > date(2024, 1, 1)


def test_many_files_are_read_in_several_processes_to_the_same_end(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "hub")
    write(root, {f"cases/case-{n}.md": case(("country: DK", "country: Denmak")) for n in range(120)})
    seen: list[int] = []

    def progress(items, what, total):
        for item in items:
            seen.append(total)
            yield item

    hub = load(root, on=TODAY, definitions=definitions(), progress=progress, use_cache=False)
    assert len([each for each in hub.findings if each.code == "CH204"]) == 120
    assert seen and set(seen) == {len(seen)}
