"""Everything of ours that reads what others wrote, each as one function from bytes to anything.

A target may do two things with an input: give a value, or raise an `InsurgraphError` whose message
is one line. Whatever else happens is a finding. The tests try a few hundred inputs on each, the
campaign (`torture.fuzz`) more than a million.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, cast

from insurgraph import loaders
from insurgraph import parameters as given_on_the_command_line
from insurgraph.completion import Words, suggestions
from insurgraph.errors import InsurgraphError, RecordError
from insurgraph.graph import cypher, dates, export, grading, judgement, schema, vocabulary
from insurgraph.graph.database import Database
from insurgraph.loaders import datetext, edges, jsonfile, mapping
from insurgraph.loaders import judgements as tables_of_judgements
from insurgraph.queries import catalogue, linter
from insurgraph.queries import parse as parse_query
from insurgraph.question import Question
from insurgraph.shell import _inputs, is_whole
from tests import records

SAMPLES = Path(loaders.__file__).parent / "samples"
DATA = Path(loaders.__file__).parents[1] / "data"

Take = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads.

    Attributes
    ----------
    name : str
    seeds : tuple of bytes
        Inputs from which others are made.
    take : callable
    share : int
        How much of a campaign it gets; what reads files is slow and gets little.
    """

    name: str
    seeds: tuple[bytes, ...]
    take: Take
    share: int = 1


def attempt(target: Target, data: bytes) -> str:
    """Give a target an input; how it ended: ``value``, or the name of our error.

    Raises
    ------
    AssertionError
        If our error has more than one line.
    Exception
        Whatever else it raises: a finding.
    """
    try:
        target.take(data)
    except RecordError as error:
        for problem in error.problems:
            _is_one_line(str(problem))
        return type(error).__name__
    except InsurgraphError as error:
        _is_one_line(str(error))
        return type(error).__name__
    return "value"


def _is_one_line(message: str) -> None:
    assert message, "an error that says nothing"
    assert len(message.splitlines()) == 1, f"more than one line: {message!r}"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# -- texts -----------------------------------------------------------------------------------------


def _dates(data: bytes) -> object:
    text = _text(data)
    try:
        return dates.parse(text)
    finally:
        _ours(dates.period, text)


def _ours(read: Callable[[Any], object], text: object) -> None:
    """A second reader of the same input, which may refuse what the first takes."""
    try:
        read(text)
    except InsurgraphError as error:
        _is_one_line(str(error))


def _date_texts(data: bytes) -> object:
    text = _text(data)
    for order in ("ymd", "dmy", "mdy"):
        _ours(lambda t, order=order: datetext.edtf(t, order), text)  # type: ignore[misc]
    first, _, last = text.partition("|")
    return datetext.window(first, last)


def _grades(data: bytes) -> object:
    return grading.threshold(_text(data))


def _scanner(data: bytes) -> object:
    text = _text(data)
    found = cypher.statements(text)
    for statement in found:
        cypher.columns(statement.text)
        cypher.pointer(text, statement.line, statement.column)
    return cypher.parameters(text), cypher.reads_files(text), list(_inputs(io.StringIO(text)))


def _linter(data: bytes) -> object:
    return linter.check(_text(data))


def _header(data: bytes) -> object:
    return parse_query(_text(data), "any.cypher")


def _vocabulary(data: bytes) -> object:
    return vocabulary.parse(_text(data), "any.yaml")


def _mapping(data: bytes) -> object:
    return mapping.parse(_text(data), "any.yaml", vocabulary.default())


@cache
def _words() -> Words:
    names = {e.id: e.name for e in loaders.load(DATA).entities.values()}
    return Words(
        vocabulary.default(), schema.of(), names, tuple(catalogue().files), {"who": 1}, (":run",)
    )


def _completion(data: bytes) -> object:
    text = _text(data)
    return is_whole(text), suggestions(text, _words())


class _NoDatabase:
    """A database with nobody in it: what parameters are looked up in."""

    def cypher(self, *_asked: object) -> object:
        return SimpleNamespace(column=lambda _name: [])

    def names(self) -> object:
        return records.graph()

    def vocabulary(self) -> None:
        return None

    bound = Database.bound


def _parameters(data: bytes) -> object:
    """Lines: the name of a query or a text of one's own, then KEY=VALUE."""
    first, *rest = _text(data).split("\n")
    given = given_on_the_command_line.pairs(rest)
    known = catalogue().files
    question = Question.named(first) if first in known else Question.of(first, "--cypher")
    question.check(given)
    return question.values(given, cast("Database", _NoDatabase()))


def _filters(data: bytes) -> object:
    """Lines: options of the commands that choose claims and ties."""
    on, at_least, relation, kind, *_ = (*_text(data).split("\n"), "", "", "", "")
    kg = records.graph()
    _ours(lambda _: kg.claims(on=on or None, at_least=at_least or None), on)
    _ours(kg.find, relation)
    _ours(kg.resolve, kind)
    return kg.network(
        on=on or None, at_least=at_least or None, relations=(relation,), kinds=(kind,)
    )


# -- files -----------------------------------------------------------------------------------------


@contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    """A file in memory, as far as this machine can."""
    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


@cache
def _memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


#: What the columns of a table mean that says nothing itself.
_MEANT = b"""\
columns: {subject: [source], object: [target], relation: [kind], start: [since]}
tables: {relation: {ally: {relation: ALLIED_WITH}, foe: {relation: RIVAL_OF}}}
"""


#: What a loader has to be told.
_TOLD = {"ofac-sdn": {"edition": "2026-01-31"}}


def _loader(name: str, file: str, data: bytes) -> object:
    told = _TOLD.get(name)
    with _file(file, data) as path:
        meant = path.with_name("meant.yaml") if name == "table" else None
        if meant is not None:
            meant.write_bytes(_MEANT)
        _ours(
            lambda p: loaders.read(name, p, mapping=meant, options=told, bad=lambda _problem: None),
            path,
        )
        return loaders.read(name, path, mapping=meant, options=told)


def _own(name: str, file: str, data: bytes) -> object:
    with _file(file, data) as path:
        return loaders.read(name, path)


def _judgements(data: bytes) -> object:
    with _file("judgements.csv", data) as path:
        return tables_of_judgements.read(path)


def _json_items(data: bytes) -> object:
    with _file("any.json", data) as path:
        return list(jsonfile.items(path, "item"))


def _suggest(data: bytes) -> object:
    with _file("any.csv", data) as path:
        return edges.suggest(path)


def _folder(data: bytes) -> object:
    """The tables of a record, one after the other, each begun by a line ``== name``."""
    with TemporaryDirectory(dir=_memory()) as folder:
        for part in data.split(b"== ")[1:]:
            name, _, content = part.partition(b"\n")
            if name.decode("latin-1") in records.TABLES:
                (Path(folder) / name.decode("latin-1")).write_bytes(content)
        return loaders.load(folder)


# -- seeds -----------------------------------------------------------------------------------------


def _sample(name: str) -> bytes:
    """A sample, cut to a length that is quick to read."""
    raw = (SAMPLES / name).read_bytes()
    if name.endswith((".csv", ".jsonl")):
        return b"\n".join(raw.splitlines()[:8]) + b"\n"
    return raw


def _exported(format: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        export.write(records.graph(), format, path)
        return path.read_bytes()


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("any.csv", data)
    return packed.getvalue()


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in _TIES.splitlines():
        book.worksheets[0].append(row.split(","))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _judged() -> bytes:
    made = judgement.Judgement(
        "org-a", "un-b", judgement.Verdict.SAME, "Ann", "2024-01-02", "one name"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "judgements.csv"
        tables_of_judgements.write([made], path)
        return path.read_bytes()


_DATES = (
    "2015", "2015-06-01", "2015~", "201X", "2008/2009-05-12", "../2017-07-11", "2014-10/..",
    "[2016-02-13,2017-02-13]", "2015?", "1999-XX-31", "2015/2018",
)  # fmt: skip
_TEXTS = ("12 May 2009", "05/12/2009", "2009|2010-02", "ca. 1998", "31.12.1999", "May 2001")
_TIES = "source,target,kind,since\nAmber,Birch,ally,2009\nBirch,Cedar,foe,\n"
_CYPHER = (
    "MATCH (p:Person)-[d:DEFECTED_TO]->(o:Entity {id: $id}) RETURN p.name AS name ORDER BY name;",
    "MATCH p = shortestPath((a)-[*..3]-(b)) WHERE a.id = 'x' RETURN [n IN nodes(p) | n.`a b`] // c",
    '/* LOAD */ LOAD CSV FROM $x AS l RETURN l; RETURN "a\'b\\u0041", 1.5e3, $`odd name`',
    "CALL { MATCH (c:Claim) WHERE NOT EXISTS { (c)-[:CITED]->() } RETURN c } RETURN count(*)",
)
_PARAMETERS = (
    "leaders\norganisation=org-isk\non=2015/2018", "rivalry\non=2016\nat_least=C3",
    "RETURN $n, $on_first\nn=[1,2,{}]\non:period=2015", "MATCH (n) RETURN n, $w\nw:entity=Karim",
    "most-connected\nlimit=10\nkinds=Person\nkinds=Place",
)  # fmt: skip


@cache
def targets() -> Mapping[str, Target]:
    """Every target by name."""
    found = [
        Target("dates", _of(_DATES), _dates, 400),
        Target("date-texts", _of(_TEXTS), _date_texts, 120),
        Target("grades", _of(("C3", "A1", "b 2", "F6")), _grades, 220),
        Target("cypher-scanner", _of(_CYPHER), _scanner, 20),
        Target("cypher-linter", _of(_CYPHER), _linter, 8),
        Target("cypher-headers", _queries(), _header, 30),
        Target("completion", _of((*_CYPHER, ":run lead", "MATCH (n:Per")), _completion, 2),
        Target("parameters", _of(_PARAMETERS), _parameters, 40),
        Target("filters", _of(("2015\nC3\nDEFECTED_TO\nPerson", "..\n\n\n")), _filters, 3),
        Target("vocabulary", (_small_vocabulary(),), _vocabulary, 2),
        Target("mapping", ((DATA.parent / "loaders/mappings/table.yaml").read_bytes(),), _mapping),
        Target("record-folder", (_joined_tables(),), _folder, 2),
        Target("judgements", (_judged(),), _judgements, 40),
        Target("jsonl", (_exported("jsonl"),), partial(_own, "jsonl", "any.jsonl"), 30),
        Target("json", (_exported("json"),), partial(_own, "json", "any.json"), 30),
        Target("json-items", (b'[{"a": [1, "x"]}, 2]',), _json_items, 100),
        Target("suggest", (_sample("militants.csv"),), _suggest, 2),
        Target("xlsx", (_workbook(),), partial(_loader, "table", "any.xlsx")),
        Target("zip", (_zipped(_TIES.encode()),), partial(_loader, "table", "any.zip"), 3),
        *(
            Target(name, (seed,), partial(_loader, name, file), 2)
            for name, file, seed in (
                ("ucdp-actor", "any.csv", _sample("ucdp-actor.csv")),
                ("ucdp-dyadic", "any.csv", _sample("ucdp-dyadic.csv")),
                ("ucdp-nonstate", "any.csv", _sample("ucdp-nonstate.csv")),
                ("ucdp-ged", "any.csv", _sample("ucdp-ged.csv")),
                ("acled", "any.csv", _sample("acled.csv")),
                ("militants", "any.csv", _sample("militants.csv")),
                ("table", "any.csv", _TIES.encode()),
                ("graphml", "any.graphml", _exported("graphml")),
                ("gexf", "any.gexf", _exported("gexf")),
                ("un-sc", "any.xml", _sample("un-sc.xml")),
                ("ofac-sdn", "sdn.csv", _sample("ofac-sdn.csv")),
                ("canada-list", "any.json", _sample("canada-list.json")),
                ("misp-galaxy", "any.json", _sample("misp-galaxy.json")),
                ("stix", "any.json", _sample("stix.json")),
                ("ftm", "any.jsonl", _sample("ftm-entities.jsonl")),
            )
        ),
    ]  # fmt: skip
    return {target.name: target for target in found}


def _of(texts: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def _queries() -> tuple[bytes, ...]:
    folder = DATA.parent / "queries"
    return tuple((folder / f"{name}.cypher").read_bytes() for name in ("leaders", "rivalry"))


def _small_vocabulary() -> bytes:
    """The shipped vocabulary with few of its relations, so that reading it is quick."""
    import yaml

    held = yaml.safe_load((DATA / "vocabulary.yaml").read_text("utf-8"))
    held["relations"] = dict(list(held["relations"].items())[:3])
    return yaml.safe_dump(held, sort_keys=False).encode()


def _joined_tables() -> bytes:
    return b"".join(b"== " + n.encode() + b"\n" + t.encode() for n, t in records.TABLES.items())
