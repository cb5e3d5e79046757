"""Records, files and words made to do harm: nothing of them runs, and nothing of them is lost.

`docs/security.md` lists what was tried; the last test sees that each line names a test there is.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, RecordError
from insurgraph.graph import export
from insurgraph.graph.database import Database
from insurgraph.loaders import curated
from insurgraph.terminal import drawn
from tests import records

ROOT = Path(ig.__file__).parents[1]

#: Texts that do something where they are not text.
HOSTILE = (
    "x'}) DETACH DELETE n //", '"}) MATCH (n) DETACH DELETE n //', "`]->() DELETE r //",
    "\\u0027}) DETACH DELETE n //", "$(touch owned); `touch owned` | tee owned", "; DROP TABLE x",
    "{{7*7}} ${7*7} %(x)s %s {0}", "../../etc/passwd", "=cmd|'/c calc'!A0",
    "<script>alert(1)</script>", "]]><!ENTITY x>", "*/ MATCH (n) DETACH DELETE n /*",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe", "\N{CYRILLIC SMALL LETTER A}dmin",
    "a\N{ZERO WIDTH JOINER}b", "[bold red]not markup[/]", "-p x=y --uri bolt://elsewhere",
)  # fmt: skip


def hostile() -> ig.KnowledgeGraph:
    """A record with one of these in every place that holds words of its maker's choice."""
    rows = records.rows()
    words = [HOSTILE[n % len(HOSTILE)] for n in range(200)]
    return records.graph(
        replace(
            rows,
            entities=tuple(
                replace(e, name=f"{w} {n}", summary=w, note=w)
                for n, (e, w) in enumerate(zip(rows.entities, words, strict=False))
            ),
            claims=tuple(
                replace(c, note=w, role=w if c.role else "", text=w if c.text else "")
                for c, w in zip(rows.claims, words[6:], strict=False)
            ),
            citations=tuple(
                replace(c, locator=w, note=w)
                for c, w in zip(rows.citations, words[2:], strict=False)
            ),
            sources=tuple(replace(s, title=w) for s, w in zip(rows.sources, words, strict=False)),
        )
    )


def test_a_hostile_record_is_loaded_as_text_and_read_back(database: Database) -> None:
    kg = hostile()
    database.load(kg)
    assert database.read() == kg
    (name,) = (e.name for e in list(kg.entities.values())[:1])
    found = database.cypher("MATCH (e:Entity {name: $name}) RETURN e.name AS name", {"name": name})
    assert found.rows == ((name,),)


@pytest.mark.parametrize("format", ["csv", "jsonl", "json"])
def test_a_hostile_record_is_exported_as_text_and_read_back(format: str, tmp_path: Path) -> None:
    kg = hostile()
    path = tmp_path / "made"
    export.write(kg, format, path)
    read = curated.read(path) if format == "csv" else ig.read(format, path)
    assert [e.name for e in read.entities.values()] == [e.name for e in kg.entities.values()]
    assert {p.name for p in tmp_path.iterdir()} == {"made"}


def test_a_hostile_record_is_drawn_without_signs_that_do_something() -> None:
    table = ig.Table.of(["name"], [(text + "\x1b[2J\x07",) for text in HOSTILE])
    text = drawn(table)
    assert "[bold red]not markup[/]" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_names_that_only_look_alike_stay_two(tmp_path: Path) -> None:
    rows = records.rows()
    first, second, *others = rows.entities
    names = ("Amber Front", "\N{CYRILLIC CAPITAL LETTER A}mber Front")
    twins = (replace(first, name=names[0]), replace(second, name=names[1]))
    kg = records.graph(replace(rows, entities=(*twins, *others)))
    assert [kg.resolve(name).id for name in names] == [first.id, second.id]


@pytest.mark.parametrize("name", ["../out", "a/b", "..", "a\\b", "a\0b", "$(x)"])
def test_a_record_cannot_be_named_after_a_path(name: str) -> None:
    sample = ROOT / "loaders" / "samples" / "militants.csv"
    with pytest.raises(ArgumentError, match="lower-case, without spaces"):
        ig.read("militants", sample, record=name)


def test_a_huge_cell_is_refused(tmp_path: Path) -> None:
    entities = records.TABLES["entities.csv"].replace("An armed group", "x" * 1_000_001)
    with pytest.raises(RecordError):
        ig.load(records.folder(tmp_path, entities=entities))


def test_no_code_of_ours_starts_a_shell_or_runs_a_text() -> None:
    """Processes are started with lists of words; nothing is evaluated; nothing is unpickled."""
    banned = {"eval", "exec", "os.system", "os.popen", "pickle.loads", "marshal.loads"}
    found = []
    for package in ("insurgraph", "graph", "loaders", "queries", "data"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    shell = any(k.arg == "shell" for k in node.keywords)
                    if shell or ast.unparse(node.func) in banned:
                        found.append(f"{file.name}:{node.lineno}")
    assert found == []


def test_nothing_of_ours_speaks_to_anybody_unasked() -> None:
    """Who opens connections: the driver, and the embedded engine's own ports on this machine."""
    known = {"urllib.request", "requests", "httpx", "aiohttp", "http.client", "ftplib", "smtplib"}
    found = {}
    for package in ("insurgraph", "graph", "loaders", "queries", "data"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            names = {n.name for i in ast.walk(tree) if isinstance(i, ast.Import) for n in i.names}
            names |= {i.module or "" for i in ast.walk(tree) if isinstance(i, ast.ImportFrom)}
            if used := names & known:
                found[f"{package}/{file.name}"] = used
    assert found == {"graph/server.py": {"http.client"}}  # to 127.0.0.1, see there


def test_every_line_of_the_table_of_what_was_tried_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)\.(test_\w+)`", text)
    assert len(named) > 30
    missing = [
        f"{module}.{test}"
        for module, test in named
        if not re.search(rf"^def {test}\(", _source(module), re.MULTILINE)
    ]
    assert missing == []


def _source(module: str) -> str:
    path = ROOT / "tests" / f"{module}.py"
    return path.read_text(encoding="utf-8") if path.exists() else ""
