"""The documentation has every page that it lists, and says what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import insurgraph as ig
from docs import site
from insurgraph.cli import cli
from insurgraph.loaders import HOME

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return site.pages()


def test_the_contents_list_every_page_and_no_other(pages: dict[str, str]) -> None:
    blocks = re.findall(r"```\{toctree\}\n(.*?)```", pages["index.md"], re.DOTALL)
    listed = [line for block in blocks for line in block.splitlines() if line and line[0] != ":"]
    assert sorted(listed) == sorted(Path(name).stem for name in pages if name != "index.md")


def test_links_lead_to_pages_or_to_places_elsewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        prose = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", prose):
            assert target in pages or target.startswith("https:") or target == "page.png", name


def test_a_link_to_a_file_that_is_gone_is_refused() -> None:
    with pytest.raises(LookupError, match=r"x.md links to gone.md"):
        site._relinked("[it](gone.md)", "x.md")
    assert site._relinked("[it](data/LICENSE)", "x.md") == "it (`data/LICENSE`)"
    assert site._relinked("[it](data/CODEBOOK.md#1-x)", "x.md") == "[it](codebook.md#1-x)"


def test_every_command_and_option_is_described(pages: dict[str, str]) -> None:
    def below(command: click.Command, words: str) -> None:
        assert f"# {words}\n" in pages["cli.md"]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[-1] in pages["cli.md"]
        if isinstance(command, click.Group):
            for name, one in command.commands.items():
                below(one, f"{words} {name}")

    below(cli, "insurgraph")


def test_every_loader_is_described(pages: dict[str, str]) -> None:
    for name in HOME:
        assert f"\n## {name}\n" in pages["loaders.md"]


def test_every_public_name_is_described(pages: dict[str, str]) -> None:
    described = {
        line.rpartition(".")[2] for line in pages["api.rst"].splitlines() if ".. auto" in line
    }
    assert set(ig.__all__) - {"__version__"} <= described
    assert {"InsurgraphError", "QueryError"} <= described


def test_messages_that_trouble_are_those_of_the_program() -> None:
    text = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
    code = "".join(
        file.read_text("utf-8")
        for folder in ("insurgraph", "graph", "loaders", "queries")
        for file in (ROOT / folder).rglob("*.py")
    )
    messages = re.findall(r"^## `(.*)`$", text, re.MULTILINE)
    assert len(messages) >= 5
    for message in messages:
        assert message in code, message


def test_the_extras_that_are_weighed_are_those_there_are() -> None:
    from tomllib import loads

    project = loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "docs" / "install.md").read_text("utf-8")
    weighed = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert weighed == set(project["optional-dependencies"])
