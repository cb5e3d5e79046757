"""What queries are asked with in the tests: parameters drawn from the record they are asked of.

Entities come from claims of the relations that a query names, and the second of a pair from near
the first; days are those on which something can begin or end, so that every ``<=`` is tried where
it matters. Drawing goes on until enough draws have an answer; one that has none is kept as well,
and one of hostile words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import insurgraph as ig
from insurgraph.graph.dates import EARLIEST, LATEST
from insurgraph.queries import Parameter, Query

from . import answer

#: What would end a string, a name or a comment, begin a parameter, or turn the direction of text.
HOSTILE = "x'}) DETACH DELETE n //\u2028`$on_last` \\' \\u0027 OR 1=1 \" */ \u202e\t {id: '"

Given = Mapping[str, Any]


def fixed(query: Query) -> Iterator[Given]:
    """Nothing, so that all defaults hold; the example of the header; hostile words."""
    yield {}
    yield query.example_parameters
    words = [p for p in query.parameters if p.type in ("entity", "source", "text")]
    if words:
        yield {p.name: (HOSTILE,) if p.many else HOSTILE for p in words}


def drawn(kg: ig.KnowledgeGraph, query: Query, enough: int) -> Iterator[Given]:
    """Draws of which so many find rows, and one that finds none if there is one among them.

    They give the same parameters, unless that does not find anything: a server plans a query anew
    for each choice of them.
    """
    draw = _Draw(kg, query)
    found = empty = 0
    for attempt in range(1, 12 * enough):
        one = draw.one()
        if answer(kg, query.name, one):
            found += 1
            yield one
        elif not empty:
            empty += 1
            yield one
        if found == enough:
            return
        if attempt % (2 * enough) == 0:
            draw.choose()


class _Draw:
    def __init__(self, kg: ig.KnowledgeGraph, query: Query) -> None:
        self.kg = kg
        self.query = query
        self.random = Random(query.name)
        self.claims = kg.claims()
        asked = [c for c in self.claims if c.relation in query.text]
        self.asked = asked or self.claims
        self.days = sorted({
            day
            for c in self.claims
            for day in (kg.assess(c.id).span.start_earliest, kg.assess(c.id).span.start_latest,
                        kg.assess(c.id).span.end_earliest, kg.assess(c.id).span.end_latest)
            if day not in (EARLIEST, LATEST)
        })  # fmt: skip
        self.texts = {
            "role": [c.role for c in self.claims if c.relation == "HELD_OFFICE"],
            "rank": [c.role for c in self.claims if c.relation == "DEFECTED_TO" and c.role],
            "unit": [c.unit for c in self.claims if c.unit],
            "by": [c.claimant for c in kg.citations.values() if c.stance == "alleges"],
            "kinds": [s.kind for s in kg.sources.values() if s.kind],
        }
        self.texts["offices"] = self.texts["role"]

        self.choose()

    def choose(self) -> None:
        """Which parameters are given, and with how many values; 0 is the empty one."""
        self.sizes = {
            p.name: self.random.choice([0, 2, 4]) if p.many else self.random.choice([0, 1, 1])
            for p in self.query.parameters
            if p.default is None or p.type == "entity" or self.random.random() < 0.6
        }

    def one(self) -> dict[str, Any]:
        """A value for each of them."""
        drawn: dict[str, Any] = {}
        for parameter in self.query.parameters:
            if parameter.name in self.sizes:
                drawn[parameter.name] = self.value(parameter, self.sizes[parameter.name], drawn)
        return drawn

    def value(self, parameter: Parameter, size: int, drawn: Given) -> Any:
        if parameter.many:
            return tuple(self.word(parameter) for _ in range(size))
        if parameter.default == "" and size == 0:
            return ""
        if parameter.type == "entity":
            return self.entity(parameter, drawn)
        if parameter.type == "period":
            return self.period()
        if parameter.type == "grade":
            return self.random.choice(["B3", "C3", "C4", "D4", "E5"])
        if parameter.type == "integer":
            least, most = parameter.least or 0, parameter.most or 3
            return self.random.randint(least, min(most, 12))
        return self.word(parameter)

    def entity(self, parameter: Parameter, drawn: Given) -> str:
        places = parameter.name == "place"
        first = next((v for k, v in drawn.items() if v in self.kg.entities), "")
        claims = self.random.choice([self.asked, self.claims])
        if first and not places:
            claims = self.kg.claims(entity=first)
            if self.random.random() < 0.5:
                near = self.random.choice(self.random.choice(claims).entities)
                claims = self.kg.claims(entity=near)
        names = [
            e
            for c in self.random.sample(claims, min(len(claims), 10))
            for e in c.entities
            if (self.kg.entities[e].kind == "Place") == places or parameter.name == "entity"
        ]
        return self.random.choice(names or [HOSTILE])

    def period(self) -> str:
        day = self.random.choice(self.days)
        later = max(day, self.random.choice(self.days))
        form = self.random.choice([
            "{day}", "{day}", "{day}/{later}", "{day:%Y}", "{day:%Y}/{later:%Y}", "{day:%Y-%m}",
            "../{day}", "{day}/..",
        ])  # fmt: skip
        return form.format(day=day, later=later)

    def word(self, parameter: Parameter) -> str:
        choices = parameter.choices(self.kg.vocabulary)
        if parameter.type == "source":
            choices = tuple(self.kg.sources)
        if parameter.type == "text":
            text = self.random.choice(self.texts[parameter.name])
            whole = parameter.name in ("role", "offices", "kinds")
            return text if whole or not text else self.random.choice([text, *text.split()])
        return self.random.choice(choices)
