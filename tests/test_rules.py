"""The rules that rows have to keep: each with a row that breaks it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Row, Source
from insurgraph.graph.rules import Rows, Unread, check, printable
from insurgraph.graph.vocabulary import default
from tests import records

TABLES = {
    Entity: "entities",
    Name: "names",
    Claim: "claims",
    Citation: "citations",
    Source: "sources",
    Link: "links",
}
DOST, FRONT, BRIGADE = "person-anwar-dost", "org-red-pass-front", "org-valley-brigade"


def with_rows(held: Rows, *more: Row) -> Rows:
    """The rows with some more; a row whose id is there already takes its place."""
    for row in more:
        table = TABLES[type(row)]
        there = getattr(held, table)
        kept = tuple(r for r in there if not hasattr(row, "id") or r.id != row.id)
        held = replace(held, **{table: (*kept, row)})
    return held


def breaches(*more: Row, unread: Unread | None = None) -> list[tuple[str, str, str]]:
    """What is wrong with the example once these rows are in it: column, value, reason."""
    found = check(with_rows(records.rows(), *more), default(), unread)
    return [(b.column, b.value, b.reason) for b in found]


def cited(claim: Claim, **changed: object) -> tuple[Row, ...]:
    """A claim and the citation it needs."""
    citation = Citation(f"{claim.id}.1", claim.id, "src-report-2009", "para 4", "8")
    return claim, replace(citation, **changed)  # type: ignore[arg-type]


def test_the_example_keeps_every_rule() -> None:
    assert check(records.rows(), default()) == []


def test_no_rows_break_no_rule() -> None:
    assert check(Rows(), default()) == []


CLAIM = Claim("c-0100", "HELD_OFFICE", DOST, FRONT, role="leader")
CITATION = Citation("c-0001.2", "c-0001", "src-report-2009", "para 3", "7")
SOURCE = Source("src-other", "Another report")
ENTITY = Entity("org-x", "Organisation", name="X")
NAME = Name(FRONT, "The Front")
LINK = Link("c-0004", "contradicts", "c-0001")


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        # sources
        (replace(SOURCE, title=""), "title", "", "needs a title"),
        (replace(SOURCE, kind="gossip"), "kind", "gossip", "no such kind of source"),
        (replace(SOURCE, reliability="G"), "reliability", "G", "no such reliability"),
        (replace(SOURCE, reliability="b"), "reliability", "b", "no such reliability"),
        (replace(SOURCE, url="ftp://x"), "url", "ftp://x", "begins with http"),
        (replace(SOURCE, url="https://a b"), "url", "https://a b", "begins with http"),
        (replace(SOURCE, sha256="abc"), "sha256", "abc", "64 hexadecimal"),
        (replace(SOURCE, published="May 2009"), "published", "May 2009", "no date"),
        (replace(SOURCE, lines="9-5"), "lines", "9-5", "lines are written"),
        (replace(SOURCE, derived_from=("src-gone",)), "derived_from", "src-gone", "no source"),
        (replace(SOURCE, derived_from=("src-other",)), "derived_from", "src-other", "from itself"),
        (replace(SOURCE, id="Src Other"), "id", "Src Other", "an id has"),
        # entities
        (replace(ENTITY, name=""), "name", "", "needs a name"),
        (replace(ENTITY, kind="Organization"), "kind", "Organization", "mean 'Organisation'"),
        (replace(ENTITY, kind=""), "kind", "", "no such kind"),
        (replace(ENTITY, subkind="milita"), "subkind", "milita", "no such subkind"),
        (replace(ENTITY, id=""), "id", "", "an id has"),
        (replace(ENTITY, id="org_x"), "id", "org_x", "an id has"),
        (replace(ENTITY, id="org--x"), "id", "org--x", "an id has"),
        (replace(ENTITY, note="a\x00b"), "note", "a\x00b", "control character"),
        (replace(ENTITY, note="a\x1bb"), "note", "a\x1bb", "control character"),
        (replace(ENTITY, name="a\ud800"), "name", "a\ud800", "half a character"),
        (replace(ENTITY, name="a\uffff"), "name", "a\uffff", "control character"),
        # names
        (replace(NAME, name=""), "name", "", "empty name"),
        (replace(NAME, entity=""), "entity", "", "needs the entity"),
        (replace(NAME, entity="org-gone"), "entity", "org-gone", "no entity has this id"),
        (replace(NAME, source="src-gone"), "source", "src-gone", "no source has this id"),
        (replace(NAME, kind="nickname"), "kind", "nickname", "no such kind of name"),
        (replace(NAME, kind=""), "kind", "", "no such kind of name"),
        (replace(NAME, language="English"), "language", "English", "BCP 47"),
        (replace(NAME, used_by="org-gone"), "used_by", "org-gone", "no entity has this id"),
        # citations
        (replace(CITATION, claim=""), "claim", "", "needs a claim"),
        (replace(CITATION, claim="c-9999"), "claim", "c-9999", "no claim has this id"),
        (replace(CITATION, source=""), "source", "", "needs a source"),
        (replace(CITATION, source="src-gone"), "source", "src-gone", "no source has this id"),
        (replace(CITATION, stance="says"), "stance", "says", "no such stance"),
        (replace(CITATION, stance=""), "stance", "", "no such stance"),
        (replace(CITATION, claimant="org-gone"), "claimant", "org-gone", "no entity has this id"),
        (replace(CITATION, via=("a wire", "org-gone")), "via", "org-gone", "no entity has"),
        (replace(CITATION, said="2009-13"), "said", "2009-13", "no day of the calendar"),
        (replace(CITATION, as_of="2009-02-29"), "as_of", "2009-02-29", "no day of the calendar"),
        (replace(CITATION, as_of=".."), "as_of", "..", "leave empty"),
        (replace(CITATION, stance="implies", claimant=DOST), "claimant", DOST, "is the coder's"),
        (replace(CITATION, stance="implies", via=("a wire",)), "via", "a wire", "is the coder's"),
        (replace(CITATION, stance="implies", said="2009"), "said", "2009", "is the coder's"),
        (replace(CITATION, credibility=0), "credibility", "0", "1 to 6"),
        (replace(CITATION, credibility=7), "credibility", "7", "1 to 6"),
        (replace(CITATION, locator=""), "locator", "", "place in the document"),
        (replace(CITATION, lines="0"), "lines", "0", "lines are written"),
        (replace(CITATION, lines="7;9"), "lines", "7;9", "lines are written"),
        (replace(CITATION, lines="9" * 5000), "lines", "9" * 5000, "lines are written"),
        (replace(CITATION, lines="4"), "lines", "4", "outside the lines 5-9"),
        (replace(CITATION, lines="9-10"), "lines", "9-10", "outside the lines 5-9"),
        # links
        (replace(LINK, claim=""), "claim", "", "joins two claims"),
        (replace(LINK, other="c-9999"), "other", "c-9999", "no claim has this id"),
        (replace(LINK, other="c-0004"), "other", "c-0004", "to itself"),
        (replace(LINK, link="opposes"), "link", "opposes", "no such link"),
    ],
)
def test_a_row_that_breaks_one_rule_is_told_once(
    row: Row, column: str, value: str, reason: str
) -> None:
    found = breaches(row)
    assert len(found) == 1
    assert found[0][:2] == (column, value)
    assert reason in found[0][2]


@pytest.mark.parametrize(
    ("claim", "column", "value", "reason"),
    [
        # relation, subject, object
        (replace(CLAIM, relation="HELD_OFICE"), "relation", "HELD_OFICE", "mean 'HELD_OFFICE'"),
        (replace(CLAIM, relation="held_office"), "relation", "held_office", "mean 'HELD_OFFICE'"),
        (replace(CLAIM, relation=""), "relation", "", "no such relation"),
        (replace(CLAIM, subject=""), "subject", "", "needs a subject"),
        (replace(CLAIM, subject="person-gone"), "subject", "person-gone", "no entity has this id"),
        (replace(CLAIM, object="org-gone"), "object", "org-gone", "no entity has this id"),
        (replace(CLAIM, object=""), "object", "", "needs an object"),
        (replace(CLAIM, subject=BRIGADE), "subject", BRIGADE, "takes Person as subject"),
        (replace(CLAIM, object="place-tal"), "object", "place-tal", "takes Organisation as object"),
        (replace(CLAIM, place=("place-gone",)), "place", "place-gone", "no entity has this id"),
        (replace(CLAIM, place=("place-tal", FRONT)), "place", FRONT, "of kind Place"),
        (replace(CLAIM, third="org-gone"), "third", "org-gone", "no entity has this id"),
        (Claim("c-0100", "RIVAL_OF", FRONT, FRONT), "object", FRONT, "to itself"),
        (
            Claim("c-0100", "DEFECTED_TO", DOST, FRONT, origin=(BRIGADE, "org-gone")),
            "origin", "org-gone", "no entity has this id",
        ),
        (
            Claim("c-0100", "DIFFERENT_FROM", DOST, "place-tal"),
            "object", "place-tal", "joins two of one kind",
        ),
        (
            Claim("c-0100", "AIMED_AT", FRONT, BRIGADE, text="peace"),
            "object", BRIGADE, "has a value, not an object",
        ),
        # qualifiers
        (replace(CLAIM, means="by hand"), "means", "by hand", "HELD_OFFICE has no means"),
        (replace(CLAIM, origin=(BRIGADE,)), "origin", BRIGADE, "HELD_OFFICE has no origin"),
        (replace(CLAIM, value_low=0.0), "value_low", "0", "HELD_OFFICE has no value_low"),
        (replace(CLAIM, unit="men"), "unit", "men", "HELD_OFFICE has no unit"),
        (replace(CLAIM, role=""), "role", "", "HELD_OFFICE needs role"),
        (Claim("c-0100", "DEFECTED_TO", DOST, FRONT), "origin", "", "needs origin"),
        (Claim("c-0100", "COUNTED", FRONT, unit="men"), "text", "", "text or a number"),
        (Claim("c-0100", "COUNTED", FRONT, text="many"), "unit", "", "needs unit"),
        (
            Claim("c-0100", "COUNTED", FRONT, value_low=9.0, value_high=3.0, unit="men"),
            "value_high", "3", "lower than value_low 9",
        ),
        # dates
        (replace(CLAIM, start="2009-02-29"), "start", "2009-02-29", "no day of the calendar"),
        (replace(CLAIM, end="May 2009"), "end", "May 2009", "no date"),
        (replace(CLAIM, start=".."), "start", "..", "open end"),
        (replace(CLAIM, start="2009", end="2008"), "end", "2008", "before the start"),
        (replace(CLAIM, start="2009/2008"), "start", "2009/2008", "ends before it begins"),
        (
            Claim("c-0100", "PLEDGED_TO", DOST, FRONT, "2009", ".."),
            "end", "..", "an instant has a start only",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_breaks_one_rule_is_told_once(
    claim: Claim, column: str, value: str, reason: str
) -> None:
    found = breaches(*cited(claim))
    assert len(found) == 1, found
    assert found[0][:2] == (column, value)
    assert reason in found[0][2]


def test_a_claim_is_told_for_every_rule_it_breaks() -> None:
    claim = Claim("c-0100", "HELD_OFICE", "person-gone", "", "2009-13", "soon", third="org-gone")
    found = {(column, value) for column, value, _ in breaches(*cited(claim))}
    assert found == {
        ("relation", "HELD_OFICE"), ("subject", "person-gone"), ("third", "org-gone"),
        ("start", "2009-13"), ("end", "soon"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "claim",
    [
        Claim("c-0100", "COUNTED", FRONT, BRIGADE, "2009", text="many", unit="fighters"),
        Claim("c-0100", "COUNTED", FRONT, value_low=3.0, unit="fighters"),
        Claim("c-0100", "COUNTED", FRONT, value_high=0.0, unit="fighters"),
        Claim("c-0100", "LOST_MEMBERS_TO", FRONT),
        Claim("c-0100", "DEFECTED_TO", DOST, FRONT, "[2008,2009]", origin=(BRIGADE,), note="n"),
        Claim("c-0100", "HELD_OFFICE", DOST, FRONT, "../2008", "..", role="a", text="t"),
        Claim("c-0100", "AIMED_AT", FRONT, text="peace"),
        Claim("c-0100", "HELD_OFFICE", DOST, FRONT, role="line\nline\ttab"),
    ],
)
def test_a_claim_within_the_rules_passes(claim: Claim) -> None:
    assert breaches(*cited(claim)) == []


def test_a_claim_needs_a_citation() -> None:
    assert breaches(CLAIM) == [("id", "c-0100", "no citation supports it")]


def test_an_id_stands_once_in_its_table() -> None:
    held = records.rows()
    doubled = replace(
        held,
        entities=(*held.entities, held.entities[0]),
        claims=(*held.claims, held.claims[1]),
        citations=(*held.citations, held.citations[2]),
        sources=(*held.sources, held.sources[0]),
    )
    found = [(TABLES[type(b.row)], b.value) for b in check(doubled, default())]
    assert sorted(found) == sorted(
        2 * [
            ("entities", held.entities[0].id),
            ("claims", held.claims[1].id),
            ("citations", held.citations[2].id),
            ("sources", held.sources[0].id),
        ]
    )  # fmt: skip


def test_names_and_links_stand_once_whatever_their_notes_say() -> None:
    held = records.rows()
    assert (
        breaches(replace(held.links[0], note="again"))
        == [("", "", "this row stands there twice")] * 2
    )
    assert breaches(held.names[0])[0][2] == "this row stands there twice"
    assert breaches(replace(held.names[0], used_by="somebody else")) == []


@pytest.mark.parametrize(
    ("second", "confirmed"),
    [
        (Citation("c-0001.2", "c-0001", "src-other", "para 1"), True),
        (Citation("c-0001.2", "c-0001", "src-other", "para 1", stance="reports"), True),
        (Citation("c-0001.2", "c-0001", "src-other", "para 1", stance="denies"), False),
        (Citation("c-0001.2", "c-0001", "src-other", "para 1", stance="doubts"), False),
        (Citation("c-0001.2", "c-0001", "src-report-2009", "para 4", "8"), False),
        (Citation("c-0001.2", "c-0001", "src-derived", "para 1"), False),
        (Citation("c-0001.2", "c-0001", "src-other", "para 1", claimant="an officer"), False),
        (Citation("c-0001.2", "c-0001", "src-other", "para 1", via=("an officer",)), False),
        (Citation("c-0002.9", "c-0002", "src-other", "para 1"), False),
    ],
)
def test_credibility_1_needs_a_second_independent_affirmation(
    second: Citation, confirmed: bool
) -> None:
    first = Citation(
        "c-0001.1", "c-0001", "src-report-2009", "para 3", "7", claimant="an officer",
        credibility=1,
    )  # fmt: skip
    derived = Source("src-derived", "A summary", derived_from=("src-report-2009",))
    found = breaches(SOURCE, derived, first, second)
    reason = "credibility 1 needs a second, independent citation"
    assert found == ([] if confirmed else [("credibility", "1", reason)])


def test_sources_derived_from_each_other_in_a_circle_are_told() -> None:
    found = breaches(
        Source("src-a", "A", derived_from=("src-b",)), Source("src-b", "B", derived_from=("src-a",))
    )
    assert [f[:2] for f in found] == [("derived_from", "src-a"), ("derived_from", "src-b")]


@pytest.mark.parametrize(
    "claimant", ["", "two officials", "org-red-pass-front", "the org-wide council", "organiser"]
)
def test_a_claimant_is_an_entity_or_words(claimant: str) -> None:
    assert breaches(replace(CITATION, claimant=claimant, via=(claimant,) if claimant else ())) == []


def test_what_could_not_be_read_is_not_missed() -> None:
    held = records.rows()
    for table, row in (("entities", held.entities[1]), ("claims", held.claims[0])):
        rest = tuple(r for r in getattr(held, table) if r.id != row.id)
        partly = replace(held, **{table: rest})
        assert check(partly, default())
        assert check(partly, default(), Unread(tables={table})) == []
        assert check(partly, default(), Unread(words={row.id})) == []
    uncited = replace(held, citations=())
    assert len(check(uncited, default())) == len(held.claims)
    assert check(uncited, default(), Unread(tables={"citations"})) == []


def test_breaches_name_the_very_row() -> None:
    row = replace(ENTITY, name="")
    assert check(Rows(entities=(ENTITY, row)), default())[-1].row is row


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Ṭayyiba’s جبهة \U0001f4dc\n\t", True), ("\x07", False), ("\r", False), ("\x7f", False),
        ("\udc80", False), ("\ufffe", False), ("", True),
    ],
)  # fmt: skip
def test_which_texts_can_stand_in_every_format(text: str, ok: bool) -> None:
    assert printable(text) is ok


def test_every_text_column_of_every_table_is_looked_at() -> None:
    for row in (*records.rows(), LINK):
        for f in fields(row):
            if isinstance(getattr(row, f.name), str) and f.name not in ("record",):
                bad = replace(row, **{f.name: "\x07"})
                table = TABLES[type(row)]
                found = check(Rows(**{table: (bad,)}), default())
                assert (f.name, "\x07") in [(b.column, b.value) for b in found]
