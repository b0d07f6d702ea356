"""`casehub generate`: the files say what the schemas say, and one that does not is named."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from mini_commands import Casehub
from mini_hub import ROOT, SCHEMAS, definitions, hub_of, lay_out, write

from casehub import rules
from casehub.cli.generate import generated
from casehub.exchange.editors import FINDING
from casehub.exchange.templates import CONTRIBUTED
from casehub.records.drafts import sections_of
from casehub.records.examples import example_record
from casehub.records.front_matter import read_file
from casehub.records.plain_yaml import read
from casehub.reports import REPORTS

SITE = "https://hub.example.org/"
FILES = {path: made() for path, made in generated(definitions(), SITE).items()}
PROGRAMS = Path(sys.executable).parent


def test_the_files_of_this_repository_are_what_its_schemas_say(casehub: Casehub) -> None:
    done = casehub("generate", "--check", "--root", ROOT)
    assert done.code == 0, done.said
    assert done.out == f"{len(FILES)} files are what schemas/ says.\n"


def test_drift_is_named_with_the_remedy_and_mended(casehub: Casehub, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "other")
    (root / "schemas").unlink()
    shutil.copytree(SCHEMAS, root / "schemas")
    shutil.rmtree(root / "schemas/json")
    at = ("--root", root)
    done = casehub("generate", "--check", *at)
    assert done.code == 1
    assert "schemas/json/case.schema.json is missing." in done.err
    assert not (root / ".github").exists(), "a check writes nothing"
    assert "Written: .github/ISSUE_TEMPLATE/case.yml" in casehub("generate", *at).out
    assert casehub("generate", "--check", *at).code == 0
    schema = root / "schemas/case.schema.yaml"
    schema.write_text(schema.read_text("utf-8").replace("In which country did it happen?", "Where was it?"), "utf-8")
    done = casehub("generate", "--check", *at)
    assert done.code == 1
    assert [line.partition(" ")[0] for line in done.err.splitlines()[:-1]] == [
        ".github/ISSUE_TEMPLATE/case.yml",
        "schemas/templates/case.md",
        "schemas/json/case.schema.json",
    ]
    assert f"3 of {len(FILES)} files drifted. Make them anew with: casehub generate" in done.err


def test_no_generated_file_stands_in_content_and_each_says_how_it_is_made() -> None:
    for path, text in FILES.items():
        assert not path.startswith("content/")
        assert "casehub generate" in text[:400] or "casehub generate" in text[-200:], path
        assert "\r" not in text and text.endswith("\n")


@pytest.mark.parametrize("name", CONTRIBUTED)
def test_a_template_is_a_draft_that_passes(name: str, tmp_path: Path) -> None:
    type = definitions().types[name]
    text = FILES[f"schemas/templates/{name}{'.md' if type.is_markdown else '.yml'}"]
    file = read_file(text.encode(), markdown=type.is_markdown)
    assert file.faults == [] and sections_of(type, file.body) == {}
    if not type.has_status:
        return
    root = lay_out(tmp_path / "hub")
    write(root, {f"{type.folder}/a-new-one.md": text.replace("# title: ", "title: ", 1)})
    hub = hub_of(root)
    said = rules.check(hub, [hub.records[(name, "a-new-one")]])
    assert {each.severity.value for each in said} == {"advice"}


@pytest.mark.parametrize("name", sorted(definitions().types))
def test_json_schema_is_one_and_fits_the_examples(name: str) -> None:
    import jsonschema_rs

    schema = json.loads(FILES[f"schemas/json/{name}.schema.json"])
    jsonschema_rs.meta.validate(schema)
    assert not re.search(r'"x-[a-z-]+": ', json.dumps(schema)), "our annotations are put into words"
    type = definitions().types[name]
    assert list(schema["properties"]) == list(type.properties)
    if name in CONTRIBUTED:
        validator = jsonschema_rs.Draft202012Validator(schema)
        record = example_record(type)
        assert validator.is_valid(record)
        assert not validator.is_valid({**record, "zebra": 1})
        if type.has_status:
            short = {"schema_version": 1, "title": "A title", "status": "draft"}
            assert validator.is_valid(short) and not validator.is_valid({**short, "status": "published"})
        if name == "case":
            assert validator.is_valid({**record, "started": 2023})
            assert not validator.is_valid({**record, "country": "XX"})
            level = schema["properties"]["level"]
            assert len(level["enum"]) == len(level["enumDescriptions"]) == 4


def test_every_valid_record_of_the_hub_fits_its_json_schema() -> None:
    import jsonschema_rs

    for name, type in definitions().types.items():
        validator = jsonschema_rs.Draft202012Validator(json.loads(FILES[f"schemas/json/{name}.schema.json"]))
        for folder in type.folders:
            for path in sorted((ROOT / "content" / folder).rglob("*.md" if type.is_markdown else "*.yml")):
                data = read_file(path.read_bytes(), markdown=type.is_markdown).data
                assert validator.is_valid(data), (path, [str(each) for each in validator.iter_errors(data)][:2])


def without_comments(text: str) -> object:
    return json.loads("\n".join(line for line in text.splitlines() if not line.startswith("//")))


def test_the_editor_knows_a_schema_for_each_kind_of_yaml_file() -> None:
    places = without_comments(FILES[".vscode/settings.json"])["yaml.schemas"]
    for path, globs in places.items():
        assert path.removeprefix("./") in FILES
        for glob in globs:
            assert list((ROOT / "tests/fixtures/hub").glob(glob)), glob


def test_the_problem_matcher_reads_every_line_of_a_real_check(casehub: Casehub, hub_root: Path) -> None:
    write(
        hub_root, {"cases/odd: name.md": "---\ntitle: 7\n---\n", "cases/x.md": "---\ntitle: A: b\nverdict: wroked\n"}
    )
    task = without_comments(FILES[".vscode/tasks.json"])["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    assert task["args"] == ["check", "--format", "lines"] and pattern["regexp"] == FINDING
    lines = casehub(*task["args"]).out.splitlines()
    findings = json.loads(casehub("check", "--format", "json").out)
    assert len(lines) > 3 and "lines" in REPORTS
    for line in lines:
        match = re.fullmatch(pattern["regexp"], line)
        assert match or "odd: name" in line, line
    (first,) = [line for line in lines if "x.md" in line][:1]
    match = re.fullmatch(pattern["regexp"], first)
    assert match and match[pattern["file"]] == "content/cases/x.md" and int(match[pattern["line"]]) >= 1
    assert findings


def test_what_a_reviewer_pastes_has_the_rubric() -> None:
    from casehub.review.block import blocks, read_block
    from casehub.review.rubric import rubric_of

    ids = [each.id for each in rubric_of(definitions()).newest.criteria]
    for path in ("schemas/templates/review.md", ".github/pull_request_template.md"):
        (outer,) = re.findall(r"^````\n(.*?)\n````$", FILES[path], re.MULTILINE | re.DOTALL)
        (block,) = blocks(outer)
        data, wrong = read_block(block, definitions().catalogue)
        assert wrong == [] and list(data["scores"]) == ids


# ---- forms of issues

FORMS = [f".github/ISSUE_TEMPLATE/{name}.yml" for name in CONTRIBUTED]
FORBIDDEN = re.compile(
    r"pass(word|phrase|code)|secret|token|api.?key|private.?key|credit.?card|cvv|social.?security|ssn\b"
)
"""Words that the forge keeps out of labels, because they are used to steal."""


def test_the_forms_fit_the_published_schema(tmp_path: Path) -> None:
    for path in (*FORMS, ".github/ISSUE_TEMPLATE/config.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(FILES[path], "utf-8")
    for schema, paths in (("forms", FORMS), ("config", [".github/ISSUE_TEMPLATE/config.yml"])):
        command = [PROGRAMS / "check-jsonschema", "--builtin-schema", f"vendor.github-issue-{schema}", *paths]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


def parameterized(label: str) -> str:
    """What Rails makes of a label: unique without regard to case and signs."""
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


@pytest.mark.parametrize("path", FORMS)
def test_the_forms_keep_the_rules_beyond_the_schema(path: str) -> None:
    form = yaml.safe_load(FILES[path])
    assert form == read(FILES[path]).data, "every reader takes yes and no for text"
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    ids = [each["id"] for each in asked]
    labels = [parameterized(each["attributes"]["label"]) for each in asked]
    assert asked and len(set(ids)) == len(ids) and len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
    for each in asked:
        attributes = each["attributes"]
        assert not FORBIDDEN.search(attributes["label"].lower())
        options = attributes.get("options", [])
        names = [option if isinstance(option, str) else option["label"] for option in options]
        assert len(set(names)) == len(names)
        assert all(isinstance(name, str) and name.lower() not in ("none", "") for name in names)
        if "default" in attributes:
            assert names[attributes["default"]] in ("English (en)", names[0])
    filled = sum(len(each["attributes"].get("value", "")) + len(each["attributes"]["label"]) + 40 for each in asked)
    assert filled < 65_536 / 4, "most of the room is for the answers"
    assert form["labels"][0] == "intake" and len(form["name"]) <= 80
    known = yaml.safe_load((ROOT / ".github/labels.yml").read_text("utf-8"))
    assert set(form["labels"]) <= {each["name"] for each in known}


@pytest.mark.parametrize("name", CONTRIBUTED)
def test_the_forms_ask_what_publication_asks_in_its_words(name: str) -> None:
    from casehub.forge.issue_forms import FILLED_IN

    type = definitions().types[name]
    form = yaml.safe_load(FILES[f".github/ISSUE_TEMPLATE/{name}.yml"])
    labels = [each["attributes"].get("label") for each in form["body"]]
    for key in type.asks_for:
        assert (type.question(key) in labels) is (key not in FILLED_IN), key
    for section in type.sections:
        assert section in labels
