"""What contributors write never reaches MkDocs: it builds empty pages, and CaseHub fills them."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

import pytest
import typer
from hubs import build, tree
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page


def test_the_host_is_given_empty_pages_and_reads_no_file_of_content(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: dict[str, str | None] = {}
    read: list[str] = []
    render, content_bytes = Page.render, File.content_bytes

    def watched(page: Page, config: Any, files: Any) -> None:
        texts[page.file.src_uri] = page.markdown
        assert page.file.abs_src_path is None
        render(page, config, files)

    def bytes_of(file: File) -> bytes:
        read.append(file.src_uri)
        assert content_bytes.fget
        return content_bytes.fget(file)

    monkeypatch.setattr(Page, "render", watched)
    monkeypatch.setattr(File, "content_bytes", property(bytes_of, content_bytes.fset))
    build(hub)
    assert "index.md" in texts
    assert "cases/index.md" in texts
    assert "about/method.md" in texts
    assert not any(texts.values())
    assert not [path for path in read if path.endswith((".md", ".yml")) and path not in texts]


def test_files_of_content_are_not_copied(hub: Path) -> None:
    site = tree(build(hub))
    sources = [path for path in site if path.endswith((".md", ".yml", ".yaml"))]
    assert {posixpath.dirname(path) for path in sources} == {"assets/form/templates"}, "empty ones to fill in"


@pytest.mark.parametrize(
    "field",
    ["template: 404.html", "hide: [navigation]", "icon: material/skull", "search: {exclude: true}", "tags: [one]"],
)
def test_fields_that_would_steer_the_theme_do_not_exist(
    field: str, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = hub / "content/about/method.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{field}\n", 1), "utf-8")
    with pytest.raises(typer.Exit):
        build(hub)
    assert "content/about/method.md:2:1 CH202 " in capsys.readouterr().err
