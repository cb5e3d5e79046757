"""Records that hypothesis makes up: they keep the rules, and hold whatever those let through."""

from __future__ import annotations

from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Source
from insurgraph.graph.rules import Rows, check
from insurgraph.graph.vocabulary import default
from tests import records

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from('",;\n\t =@'),
    max_size=12,
).map(str.strip)
WORDS = TEXT.filter(bool)
PARTS = st.lists(WORDS.filter(lambda w: ";" not in w).map(str.strip).filter(bool), max_size=2).map(
    tuple
)
NUMBERS = st.none() | st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.decimals(-(10**6), 10**6, places=3).map(float),
    st.decimals(0, 1, places=9).map(float),
)
DATES = st.sampled_from(["", "2009", "2008/2009-05-12", "[2008,2009]", "../2009", "201X", "2009?"])
#: Stance, claimant, via and said; an inference has none of the last three.
VOICES = st.sampled_from(list(default().stances.values())).flatmap(
    lambda s: st.tuples(
        st.just(s.name), *[st.just(empty) if s.inferred else full
                           for empty, full in (("", TEXT), ((), PARTS), ("", DATES))],
    )
)  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn) -> ig.KnowledgeGraph:
    """Records that keep the rules, with anything in the columns that may hold anything."""
    low, high = draw(NUMBERS), draw(NUMBERS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    entities = [
        Entity(f"org-{n}", "Organisation", "", draw(WORDS), draw(TEXT), draw(TEXT))
        for n in range(draw(st.integers(2, 3)))
    ]
    claims = [
        Claim(
            "c-1", "COUNTED", "org-0", draw(st.sampled_from(["", "org-1"])), draw(DATES),
            value_low=low, value_high=high, unit=draw(WORDS), text=draw(WORDS), note=draw(TEXT),
        ),
        Claim(
            "c-2", "SUPPORTED", "org-0", "org-1", draw(DATES), draw(st.sampled_from(["", ".."])),
            role=draw(TEXT), means=draw(TEXT), third=draw(st.sampled_from(["", "org-1"])),
        ),
    ]  # fmt: skip
    citations = [
        Citation(
            f"{c.id}.{n}", c.id, "src-a", draw(WORDS), draw(st.sampled_from(["", "7", "7-9"])),
            *draw(VOICES), draw(DATES), draw(st.none() | st.integers(2, 6)), draw(TEXT),
        )
        for c in claims
        for n in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    source = Source("src-a", draw(WORDS), draw(TEXT), reliability_note=draw(TEXT))
    names = [Name("org-0", n, used_by=draw(TEXT)) for n in draw(st.sets(WORDS, max_size=3))]
    links = draw(st.sampled_from([(), (Link("c-1", "includes", "c-2", draw(TEXT)),)]))
    rows = Rows(
        tuple(entities), tuple(names), tuple(claims), tuple(citations), (source,), tuple(links)
    )
    assert check(rows, default()) == []
    return records.graph(rows)
