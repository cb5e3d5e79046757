"""Invented records of any size with the shape of the curated one.

The curated record is taken as a mould and filled again and again: each round gives every claim of
it once more, with its relation, dates, qualifiers, citations and links, but about other entities,
in other documents and other years. Who stands in a claim is drawn as H. A. Simon has words drawn
in "On a class of skew distribution functions" (doi:10.1093/biomet/42.3-4.425): somebody new as
often as in the curated record, else whoever was named before, each as likely as often named. So
a few entities have very many ties and most have one or two, at every size.

All names and words are invented syllables. What comes out keeps the rules of
`insurgraph.graph.rules`, and is the same for the same size and seed.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import insurgraph as ig
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from insurgraph.graph.rules import Rows, graph_of

RECORD = "synthetic"

_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
#: Years by which dates are moved: leap years stay leap years.
_YEARS = range(-20, 24, 4)
_LETTERS = {"Arab": ("بتجدرسكلمن", "اوي")}
_LATIN = ("bdgklmnrstz", "aeiou")


def graph(claims: int, seed: int = 0) -> ig.KnowledgeGraph:
    """An invented record as a graph; see `rows`."""
    described = Record(RECORD, f"An invented record of {claims} claims", "1", "2020-01-01")
    return graph_of(rows(claims, seed), records=[described])


def rows(claims: int, seed: int = 0) -> Rows:
    """An invented record of so many claims.

    Examples
    --------
    >>> made = rows(1_000)
    >>> len(made.claims), made == rows(1_000), made == rows(1_000, seed=1)
    (1000, True, False)
    """
    filling = _Filling(ig.load(), random.Random(seed))  # noqa: S311 - a benchmark, no secret
    done = 0
    while done < claims:
        filling.round(claims - done)
        done = len(filling.claims)
    return Rows(
        tuple(filling.entities),
        tuple(filling.names),
        tuple(filling.claims),
        tuple(filling.citations),
        tuple(filling.sources),
        tuple(filling.links),
    )


class _Filling:
    """The rows so far, and who can be drawn for the next ones."""

    def __init__(self, mould: ig.KnowledgeGraph, chance: random.Random) -> None:
        self.mould = mould
        self.chance = chance
        self.rounds = 0
        self.entities: list[Entity] = []
        self.names: list[Name] = []
        self.claims: list[Claim] = []
        self.citations: list[Citation] = []
        self.sources: list[Source] = []
        self.links: list[Link] = []
        self.drawn: Mapping[tuple[str, str], list[str]] = defaultdict(list)
        self.new = _shares_of_new(mould)

    def round(self, most: int) -> None:
        """The mould filled once, with its first claims only when fewer are wanted."""
        self.rounds += 1
        source = {s: f"src-{self.rounds}-{i}" for i, s in enumerate(self.mould.sources)}
        claim = {c.id: f"c-{self.rounds}-{i}" for i, c in enumerate(self.mould.claims()[:most])}
        moved = self.chance.choice(_YEARS)
        for one in self.mould.sources.values():
            self.sources.append(
                Source(
                    source[one.id], self.words(one.title), self.words(one.author),
                    self.words(one.publisher), _moved(one.published, moved), one.kind,
                    one.language, "", one.reliability, self.words(one.reliability_note),
                    tuple(source[s] for s in one.derived_from), f"{self.rounds}.txt", one.lines,
                    record=RECORD,
                )
            )  # fmt: skip
        for old, new in claim.items():
            self.fill(self.mould.claim(old), new, source)
        self.links += (
            Link(claim[x.claim], x.link, claim[x.other], self.words(x.note), RECORD)
            for x in self.mould.links
            if x.claim in claim and x.other in claim
        )

    def fill(self, old: Claim, id_: str, source: Mapping[str, str]) -> None:
        """One claim of the mould about others, with its citations."""
        who: dict[str, str] = {}
        moved = self.chance.choice(_YEARS)
        for entity in old.entities:
            who[entity] = self.somebody(entity, who, source)
        self.claims.append(
            replace(
                old,
                id=id_,
                subject=who[old.subject],
                object=who.get(old.object, ""),
                origin=tuple(who[e] for e in old.origin),
                place=tuple(who[e] for e in old.place),
                third=who.get(old.third, ""),
                start=_moved(old.start, moved),
                end=_moved(old.end, moved),
                role=self.words(old.role),
                means=self.words(old.means),
                text=self.words(old.text),
                note=self.words(old.note),
                record=RECORD,
            )
        )
        for i, one in enumerate(self.mould.citations_of(old.id), start=1):
            voices = [v for v in (one.claimant, *one.via) if v]
            for voice in voices:
                if voice not in who:
                    known = voice in self.mould.entities
                    who[voice] = self.somebody(voice, who, source) if known else self.words(voice)
            self.citations.append(
                replace(
                    one,
                    id=f"{id_}.{i}",
                    claim=id_,
                    source=source[one.source],
                    claimant=who.get(one.claimant, ""),
                    via=tuple(who[v] for v in one.via),
                    said=_moved(one.said, moved),
                    as_of=_moved(one.as_of, moved),
                    note=self.words(one.note),
                    record=RECORD,
                )
            )

    def somebody(self, like: str, others: Mapping[str, str], source: Mapping[str, str]) -> str:
        """An entity of the same kind that is not in the claim already."""
        old = self.mould.entities[like]
        known = self.drawn[old.kind, old.subkind]
        found = ""
        if self.chance.random() >= self.new[old.kind, old.subkind]:
            drawn = (self.chance.choice(known) for _ in range(min(len(known), 10)))
            found = next((one for one in drawn if one not in others.values()), "")
        if not found:
            found = self.newcomer(old, source)
        known.append(found)
        return found

    def newcomer(self, old: Entity, source: Mapping[str, str]) -> str:
        """One more entity, with as many names as the one it is like."""
        prefix = self.mould.vocabulary.kinds[old.kind].prefix
        id_ = f"{prefix}-{len(self.entities)}"
        self.entities.append(
            Entity(
                id_, old.kind, old.subkind, self.words(old.name).title(),
                self.words(old.summary), self.words(old.note), RECORD,
            )
        )  # fmt: skip
        # a number apart, so that no two names of one bearer are the same
        self.names += (
            Name(
                id_, f"{self.words(n.name, n.script)} {i}", n.kind, n.language, n.script,
                source=source.get(n.source, ""), record=RECORD,
            )
            for i, n in enumerate(self.mould.names_of(old.id), start=1)
        )  # fmt: skip
        return id_

    def words(self, like: str, script: str = "") -> str:
        """As many invented words as there are in a text, in the same script."""
        count = len(like.split())
        return " ".join(self.chance.choices(_words(script if script in _LETTERS else ""), k=count))


def _shares_of_new(mould: ig.KnowledgeGraph) -> Mapping[tuple[str, str], float]:
    """Of each kind and subkind: how many entities there are to how often one is named."""
    named: Counter[tuple[str, str]] = Counter()
    for claim in mould.claims():
        voices = {v for c in mould.citations_of(claim.id) for v in (c.claimant, *c.via)}
        for id_ in {*claim.entities, *voices} & mould.entities.keys():
            named[mould.entities[id_].kind, mould.entities[id_].subkind] += 1
    there = Counter((e.kind, e.subkind) for e in mould.entities.values())
    return {kind: there[kind] / count for kind, count in named.items()}


def _moved(text: str, years: int) -> str:
    """A date so many years later."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text)


@cache
def _words(script: str) -> tuple[str, ...]:
    """A thousand invented words of two and three syllables."""
    draw = random.Random(script)  # noqa: S311 - words, no secret
    consonants, vowels = _LETTERS.get(script, _LATIN)

    def syllables(count: int) -> Iterator[str]:
        return (draw.choice(consonants) + draw.choice(vowels) for _ in range(count))

    return tuple("".join(syllables(2 + i % 2)) for i in range(1_000))
