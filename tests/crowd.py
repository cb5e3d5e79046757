"""A crowded invented record: every relation of the vocabulary, every stance, every form of date.

Drawn with a fixed seed and valid by the rules, so that a question meets what the curated record
happens not to hold - two entities of one name, pairs that were friends and foes, mergers, cycles
of places, retractions, sources nobody judged. Nobody and nothing in it is real.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import insurgraph as ig
from insurgraph.errors import DateError
from insurgraph.graph import vocabulary
from insurgraph.graph.dates import span_of
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from insurgraph.graph.rules import Rows, check, graph_of
from insurgraph.graph.vocabulary import Relation
from tests.records import in_record

SIZES = {"Organisation": 12, "Person": 8, "Collective": 5, "Place": 7, "Event": 5}
CLAIMS = 330

#: Relations that many questions are about, drawn more often.
OFTEN = (
    "HELD_OFFICE", "MEMBER_OF", "DEFECTED_TO", "LOST_MEMBERS_TO", "PRESENT_IN", "LOCATED_IN",
    "CLASHED_WITH", "ATTACKED", "ALLIED_WITH", "RIVAL_OF", "SUPPORTED", "HAPPENED", "CARRIED_OUT",
    "COUNTED", "PART_OF", "LISTED_BY", "KILLED_BY",
)  # fmt: skip
WORDS = ("Red", "Élan", "جبهة", "Zaria", "Ögel", "Pass", "Dost", "Tal")
ROLES = ("emir", "leader", "Commander of the north", "spokesman", "money")
UNITS = ("people killed", "fighters", "US dollars")
STANCES = (
    "asserts", "asserts", "reports", "alleges", "alleges", "implies", "doubts", "denies",
    "retracts",
)  # fmt: skip
MOMENTS = (
    "{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{y}?", "../{y}", "{y}/..", "{y}/{z}",
    "[{y},{z}-{m:02}]", "{y}-{m:02}~", "",
)  # fmt: skip


def crowd(seed: int = 5) -> ig.KnowledgeGraph:
    """The record as a graph."""
    draw = _Draw(Random(seed))
    rows = in_record(draw.rows(), "crowd")
    assert check(rows, vocabulary.default()) == []
    return graph_of(rows, records=[Record("crowd", "A crowd", "1")])


class _Draw:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.words = vocabulary.default()
        self.entities = [
            Entity(
                f"{kind.prefix}-of-crowd-{i:02}", kind.name, self.some(kind.subkinds), self.title()
            )
            for kind in self.words.kinds.values()
            for i in range(SIZES[kind.name])
        ]
        self.sources = [
            Source(
                f"src-x{i}", f"Paper {i}", self.some(["A. Writer", ""]), "", self.moment(),
                self.some(self.words.sources), reliability=self.some(["A", "B", "C", "D", "E"]),
            )
            for i in range(6)
        ]  # fmt: skip
        self.sources.append(Source("src-x6", "Derived", derived_from=("src-x0", "src-x1")))

    def some(self, choices: object) -> str:
        return str(self.random.choice(list(choices)))  # type: ignore[call-overload]

    def maybe(self, value: str, chance: float = 0.5) -> str:
        return value if self.random.random() < chance else ""

    def title(self) -> str:
        return f"{self.some(WORDS)} {self.some(WORDS)}"

    def moment(self) -> str:
        year = self.random.randint(2003, 2009)
        return self.some(MOMENTS).format(
            y=year,
            z=year + self.random.randint(0, 3),
            m=self.random.randint(1, 12),
            d=self.random.randint(1, 28),
        )

    def entity(self, *kinds: str) -> str:
        return self.some(e.id for e in self.entities if not kinds or e.kind in kinds)

    def rows(self) -> Rows:
        often = [self.words.relations[r] for r in OFTEN]
        pool = [*self.words.relations.values(), *often, *often]
        claims = []
        while len(claims) < CLAIMS:
            relation = pool[len(claims) % len(pool)]
            claims.append(self.claim(f"x-{len(claims):04}", relation))
        citations = [c for claim in claims for c in self.citations(claim.id)]
        return Rows(
            tuple(self.entities),
            tuple(self.names()),
            tuple(claims),
            tuple(citations),
            tuple(self.sources),
            tuple(self.links(claims)),
        )

    def claim(self, claim_id: str, relation: Relation) -> Claim:
        subject, object_ = self.ends(relation)
        start, end = self.dates(relation)
        more = {q: self.qualifier(q) for q in relation.qualifiers
                if q in relation.requires or self.random.random() < 0.35}  # fmt: skip
        if "value_low" in more and "value_high" in more:
            more["value_low"], more["value_high"] = sorted((more["value_low"], more["value_high"]))
        if relation.value and not more.keys() & {"text", "value_low", "value_high"}:
            more["text"] = "many"
        if "origin" in more:  # nobody comes from where he goes to
            kinds = ("Place",) if relation.object == ("Place",) else ("Organisation",)
            origin = {self.entity(*kinds), self.entity(*kinds)} - {object_, subject}
            more["origin"] = tuple(sorted(origin or {self.other(kinds, subject, object_)}))
        note = self.maybe("a note of the coder", 0.2)
        return Claim(claim_id, relation.name, subject, object_, start, end, note=note, **more)

    def other(self, kinds: tuple[str, ...], *not_these: str) -> str:
        return self.some(
            e.id for e in self.entities if e.kind in kinds and e.id not in not_these
        )  # fmt: skip

    def ends(self, relation: Relation) -> tuple[str, str]:
        while True:
            subject = self.entity(*relation.subject)
            if not relation.object or (relation.object_optional and self.random.random() < 0.3):
                return subject, ""
            object_ = self.entity(*relation.object)
            same = self.kind(subject) == self.kind(object_)
            if subject != object_ and (same or not relation.same_kind):
                return subject, object_

    def kind(self, entity: str) -> str:
        return next(e.kind for e in self.entities if e.id == entity)

    def qualifier(self, column: str) -> object:
        if column in ("value_low", "value_high"):
            return float(self.random.choice([1, 12, 12, 300, 4000]))
        if column == "unit":
            return self.some(UNITS)
        if column in ("origin", "place"):
            return tuple(sorted({self.entity("Place"), self.entity("Place")}))
        if column == "third":
            return self.entity("Organisation", "Person", "Collective")
        return self.some(ROLES) if column == "role" else f"{self.some(WORDS)} words"

    def dates(self, relation: Relation) -> tuple[str, str]:
        while True:
            start = self.moment()
            end = "" if relation.temporality == "instant" else self.some((self.moment(), "..", ""))
            try:
                span_of(relation.temporality, start, end)
            except DateError:
                continue
            return start, end

    def citations(self, claim: str) -> list[Citation]:
        number = self.random.choice([1, 1, 1, 2, 2, 3])
        speakers = ("two officials", "ein Sprecher", self.entity("Organisation", "Person"))
        found = [
            Citation(
                f"{claim}.{i}", claim, self.some(s.id for s in self.sources),
                f"para {self.random.randint(1, 30)}",
                self.maybe(str(self.random.randint(1, 90))), self.some(STANCES),
                self.maybe(self.some(speakers)),
                tuple({self.some(("a wire", "a paper"))}) if self.random.random() < 0.2 else (),
                self.maybe(self.moment(), 0.2), self.maybe(self.moment()),
                self.random.choice([2, 3, 4, 5, 6, None]), self.maybe("why", 0.2),
            )
            for i in range(number)
        ]  # fmt: skip
        return [
            replace(c, claimant="", via=(), said="") if c.stance == "implies" else c for c in found
        ]

    def names(self) -> list[Name]:
        found = {
            (e.id, f"{self.some(WORDS)} {i}"): Name(
                e.id, f"{self.some(WORDS)} {i}", self.some(self.words.names),
                used_by=self.maybe("its foes"),
            )
            for e in self.entities
            for i in range(self.random.randint(0, 3))
        }  # fmt: skip
        return list(found.values())

    def links(self, claims: list[Claim]) -> list[Link]:
        found = {}
        for kind in self.words.links:
            for _ in range(12):
                one, other = sorted(self.random.sample([c.id for c in claims], 2))
                found[one, kind, other] = Link(one, kind, other, self.maybe("because"))
        return list(found.values())
