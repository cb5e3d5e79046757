"""Small invented records for the tests: nobody and nothing in them is real.

`TABLES` is a record as its folder holds it, `rows()` the same record as rows: a report of May 2009
on Anwar Dost, who went from the Valley Brigade to the Red Pass Front. `graph_of_claims` makes a
graph of whatever claims a test needs, with the entities, the source and the citations that go
with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path

import insurgraph as ig
from insurgraph.graph import vocabulary
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from insurgraph.graph.rules import Rows
from insurgraph.graph.vocabulary import Vocabulary

TABLES: Mapping[str, str] = {
    "datapackage.json": """\
{"name": "example", "title": "An example", "version": "0.1", "created": "2009-05-12T00:00:00Z",
 "licenses": [{"name": "CC0-1.0"}], "attribution": "by nobody"}
""",
    "sources.csv": """\
id,title,author,publisher,published,kind,language,url,reliability,reliability_note,derived_from,\
file,lines,sha256
src-report-2009,"The Front, a report",,,2009-05-12,news-report,en,,C,its author is not named,,\
x.txt,5-9,
""",
    "entities.csv": """\
id,kind,subkind,name,summary,note
org-army-unspecified,Organisation,armed-force,the army,An army that is not named,
org-red-pass-front,Organisation,militant-group,Red Pass Front,An armed group,
org-valley-brigade,Organisation,militant-group,Valley Brigade,An armed group,
person-anwar-dost,Person,commander,Anwar Dost,"Commander, first of the one, then of the other",
person-karim-tal,Person,leader,Karim,Deputy of Dost,never to be merged with another Karim
place-tal,Place,,Tal,,which Tal is not said
""",
    "names.csv": """\
entity,name,kind,language,script,used_by,source
org-red-pass-front,RPF,acronym,en,Latn,,src-report-2009
org-red-pass-front,جبهة,alias,ar,Arab,its spokesman,
org-valley-brigade,Brigade,weak,en,Latn,,src-report-2009
person-anwar-dost,Anouar Doost,alias,en,Latn,org-valley-brigade,
""",
    "claims.csv": """\
id,relation,subject,object,start,end,origin,place,third,role,means,value_low,value_high,unit,\
text,note
c-0001,HELD_OFFICE,person-anwar-dost,org-valley-brigade,,2008,,,,head of northern wing,,,,,,\
'last year' resolved from the report's date
c-0002,HELD_OFFICE,person-anwar-dost,org-red-pass-front,../2009-05-12,..,,,,leader,,,,,,
c-0003,DEFECTED_TO,person-anwar-dost,org-red-pass-front,2008/2009-05-12,,org-valley-brigade,\
,,,,,,,,
c-0004,LOST_MEMBERS_TO,org-valley-brigade,org-red-pass-front,2008/2009-05-12,,,,,district men,\
,,,,several,
c-0005,HELD_OFFICE,person-karim-tal,org-red-pass-front,,,,,,deputy to Dost,,,,,,
c-0006,KILLED_BY,person-karim-tal,org-army-unspecified,2009-04,,,place-tal,,,shelling,,,,,\
late April
c-0007,COUNTED,org-red-pass-front,,2009,,,,,,,96.5,3000,fighters,,
""",
    "citations.csv": """\
id,claim,source,locator,lines,stance,claimant,via,said,as_of,credibility,note
c-0001.1,c-0001,src-report-2009,para 3,7,asserts,,,,,3,
c-0002.1,c-0002,src-report-2009,para 3,7,alleges,two unnamed officials,a wire;a paper,2009,\
2009-05-12,4,
c-0002.2,c-0002,src-report-2009,para 3,7,denies,org-valley-brigade,,,2009-05-12,5,its spokesman
c-0003.1,c-0003,src-report-2009,para 3,7,implies,,,,,4,posts before and after; no word for it
c-0004.1,c-0004,src-report-2009,para 4,8,asserts,,,,,3,
c-0005.1,c-0005,src-report-2009,para 4,8,implies,,,,,4,that he served in the Front is inferred
c-0006.1,c-0006,src-report-2009,para 4,8,asserts,,,,,3,
c-0007.1,c-0007,src-report-2009,para 4,8-9,asserts,,,,,,
""",
    "links.csv": """\
claim,link,other,note
c-0003,inferred_from,c-0001,
c-0003,inferred_from,c-0002,
""",
}
"""The record as its folder holds it: name of file -> text."""


def folder(path: Path, **changed: str | bytes | None) -> Path:
    """Write the example into a folder, with some files changed (None: left out).

    ``claims="..."`` stands for the text of ``claims.csv``, ``vocabulary`` and ``datapackage`` for
    the files of those names.
    """
    path.mkdir(parents=True, exist_ok=True)
    endings = {"datapackage": ".json", "vocabulary": ".yaml"}
    texts: dict[str, str | bytes | None] = dict(TABLES)
    texts |= {name + endings.get(name, ".csv"): text for name, text in changed.items()}
    for name, text in texts.items():
        if text is not None:
            (path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rows() -> Rows:
    """The example as rows."""
    dost, karim = "person-anwar-dost", "person-karim-tal"
    brigade, front, army = "org-valley-brigade", "org-red-pass-front", "org-army-unspecified"
    report = "src-report-2009"
    window = "2008/2009-05-12"
    claims = (
        Claim(
            "c-0001", "HELD_OFFICE", dost, brigade, "", "2008", role="head of northern wing",
            note="'last year' resolved from the report's date",
        ),
        Claim("c-0002", "HELD_OFFICE", dost, front, "../2009-05-12", "..", role="leader"),
        Claim("c-0003", "DEFECTED_TO", dost, front, window, origin=(brigade,)),
        Claim(
            "c-0004", "LOST_MEMBERS_TO", brigade, front, window, role="district men",
            text="several",
        ),
        Claim("c-0005", "HELD_OFFICE", karim, front, role="deputy to Dost"),
        Claim(
            "c-0006", "KILLED_BY", karim, army, "2009-04", place=("place-tal",), means="shelling",
            note="late April",
        ),
        Claim(
            "c-0007", "COUNTED", front, start="2009", value_low=96.5, value_high=3000.0,
            unit="fighters",
        ),
    )  # fmt: skip
    third, fourth = ("para 3", "7"), ("para 4", "8")
    citations = (
        Citation("c-0001.1", "c-0001", report, *third, credibility=3),
        Citation(
            "c-0002.1", "c-0002", report, *third, "alleges", "two unnamed officials",
            ("a wire", "a paper"), "2009", "2009-05-12", 4,
        ),
        Citation(
            "c-0002.2", "c-0002", report, *third, "denies", brigade, as_of="2009-05-12",
            credibility=5, note="its spokesman",
        ),
        Citation(
            "c-0003.1", "c-0003", report, *third, "implies", credibility=4,
            note="posts before and after; no word for it",
        ),
        Citation("c-0004.1", "c-0004", report, *fourth, credibility=3),
        Citation(
            "c-0005.1", "c-0005", report, *fourth, "implies", credibility=4,
            note="that he served in the Front is inferred",
        ),
        Citation("c-0006.1", "c-0006", report, *fourth, credibility=3),
        Citation("c-0007.1", "c-0007", report, "para 4", "8-9"),
    )  # fmt: skip
    militant = ("Organisation", "militant-group")
    entities = (
        Entity(army, "Organisation", "armed-force", "the army", "An army that is not named"),
        Entity(front, *militant, "Red Pass Front", "An armed group"),
        Entity(brigade, *militant, "Valley Brigade", "An armed group"),
        Entity(
            dost, "Person", "commander", "Anwar Dost",
            "Commander, first of the one, then of the other",
        ),
        Entity(
            karim, "Person", "leader", "Karim", "Deputy of Dost",
            "never to be merged with another Karim",
        ),
        Entity("place-tal", "Place", name="Tal", note="which Tal is not said"),
    )  # fmt: skip
    names = (
        Name(front, "RPF", "acronym", "en", "Latn", source=report),
        Name(front, "جبهة", "alias", "ar", "Arab", "its spokesman"),
        Name(brigade, "Brigade", "weak", "en", "Latn", source=report),
        Name(dost, "Anouar Doost", "alias", "en", "Latn", brigade),
    )
    source = Source(
        report, "The Front, a report", published="2009-05-12", kind="news-report", language="en",
        reliability="C", reliability_note="its author is not named", file="x.txt", lines="5-9",
    )  # fmt: skip
    links = (
        Link("c-0003", "inferred_from", "c-0001"),
        Link("c-0003", "inferred_from", "c-0002"),
    )
    return in_record(Rows(entities, names, claims, citations, (source,), links), "example")


def in_record(held: Rows, record: str) -> Rows:
    """The same rows as those of a record."""
    parts = {f.name: getattr(held, f.name) for f in fields(held)}
    return Rows(**{k: tuple(replace(r, record=record) for r in v) for k, v in parts.items()})


def graph(held: Rows | None = None, record: str = "example") -> ig.KnowledgeGraph:
    """The example as a graph, or other rows as one."""
    held = in_record(held or rows(), record)
    described = Record(record, "An example", "0.1", "2009-05-12", "CC0-1.0", "by nobody")
    return ig.KnowledgeGraph(
        [described], held.entities, held.names, held.claims, held.citations, held.sources,
        held.links,
    )  # fmt: skip


def graph_of_claims(
    *claims: Claim,
    citations: Iterable[Citation] = (),
    entities: Iterable[Entity] = (),
    names: Iterable[Name] = (),
    sources: Iterable[Source] = (),
    record: str = "example",
    words: Vocabulary | None = None,
) -> ig.KnowledgeGraph:
    """A graph of these claims.

    An entity that is not given has the kind that its id begins with; a source that is not given
    has reliability C; a claim without citation is asserted in ``src-a`` with credibility 3.
    """
    words = words or vocabulary.default()
    known = {e.id: e for e in entities}
    for claim in claims:
        for one in claim.entities:
            kind = words.kind_of_id(one)
            assert kind is not None
            known.setdefault(one, Entity(one, kind.name, name=one.partition("-")[2].title()))
    cited = list(citations)
    bare = {c.id for c in claims} - {c.claim for c in cited}
    cited += [Citation(f"{c}.0", c, "src-a", "para 1", credibility=3) for c in sorted(bare)]
    papers = {s.id: s for s in sources}
    for citation in cited:
        papers.setdefault(citation.source, Source(citation.source, "A paper", reliability="C"))
    held = Rows(
        tuple(known.values()), tuple(names), claims, tuple(cited), tuple(papers.values())
    )  # fmt: skip
    held = in_record(held, record)
    return ig.KnowledgeGraph(
        [Record(record)], held.entities, held.names, held.claims, held.citations, held.sources,
        (), words,
    )  # fmt: skip
