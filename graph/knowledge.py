"""The graph in memory: rows of one or more records, indexed, and what follows from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import AmbiguousError, ArgumentError, NotFoundError
from . import grading
from . import vocabulary as vocabularies
from .dates import EARLIEST, LATEST, Certainty, Period, Span, parse, period, span_of
from .grading import Grade
from .judgement import RECORD, Judgement, Judgements
from .model import Citation, Claim, Entity, Link, Name, Record, Source
from .names import Match, NameIndex, fold
from .vocabulary import Relation, Vocabulary, nearest

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from .table import Table
    from .views.page import View

R = TypeVar("R", Entity, Name, Claim, Citation, Source, Link)

DIFFERENT = "DIFFERENT_FROM"
"""The relation that keeps two bearers of one name apart (codebook, rule 15)."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows for one claim from everything the record holds.

    Attributes
    ----------
    status : str
        By codebook rule 7.
    grade : Grade
        The best grade of an affirming citation: one that is judged, then best credibility, then
        best reliability.
    grades : tuple of Grade
        All of them that no other is better than.
    span : Span
        When it holds.
    sources : tuple of str
        Ids of the sources it is cited in.
    independent : int
        Number of pairwise independent affirming citations.
    """

    status: str
    grade: Grade
    grades: tuple[Grade, ...]
    span: Span
    sources: tuple[str, ...]
    independent: int


class KnowledgeGraph:
    """Entities, names, claims, citations, sources and links of one or more records.

    The rows are never changed; filtering, merging and projecting give new values. Rows are taken
    to be valid: loaders check them at the border (`insurgraph.graph.rules`).

    Parameters
    ----------
    records : iterable of Record
    entities, names, claims, citations, sources, links : iterable of rows
    vocabulary : Vocabulary, optional
        The package's own when not given.
    judgements : iterable of Judgement
        Who is who across the records; see `judged` and `joined`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> kg = ig.load()
    >>> kg.entity("org-isk").kind
    'Organisation'
    >>> {c.relation for c in kg.claims(object="org-isk", family="defection")} >= {"DEFECTED_TO"}
    True
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        entities: Iterable[Entity] = (),
        names: Iterable[Name] = (),
        claims: Iterable[Claim] = (),
        citations: Iterable[Citation] = (),
        sources: Iterable[Source] = (),
        links: Iterable[Link] = (),
        vocabulary: Vocabulary | None = None,
        judgements: Iterable[Judgement] = (),
    ) -> None:
        self.vocabulary = vocabulary or vocabularies.default()
        self.judgements = Judgements(judgements)
        self.records = {r.name: r for r in sorted(records, key=lambda r: r.name)}
        self.entities = {e.id: e for e in sorted(entities, key=lambda e: e.id)}
        self.names = tuple(sorted(names, key=_name_key))
        self.sources = {s.id: s for s in sorted(sources, key=lambda s: s.id)}
        self.citations = {c.id: c for c in sorted(citations, key=lambda c: c.id)}
        self.links = tuple(sorted(links, key=lambda x: (x.claim, x.link, x.other)))
        self._claims = {c.id: c for c in sorted(claims, key=lambda c: c.id)}
        self._assessed: dict[str, Assessment] = {}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        return self._state() == other._state()

    __hash__ = None  # type: ignore[assignment]

    def _state(self) -> tuple[object, ...]:
        return (
            self.records, self.entities, self.names, self._claims, self.citations,
            self.sources, self.links, self.vocabulary, self.judgements,
        )  # fmt: skip

    def __repr__(self) -> str:
        named = ", ".join(f"{r.name} {r.version}".strip() for r in self.records.values())
        return (
            f"<KnowledgeGraph {named or 'empty'}: {len(self.entities)} entities, "
            f"{len(self._claims)} claims, {len(self.sources)} sources>"
        )

    def _repr_html_(self) -> str:
        from .overview import overview

        return overview(self)._repr_html_()

    def __len__(self) -> int:
        return len(self._claims)

    # -- rows ------------------------------------------------------------------------------------

    def entity(self, entity_id: str) -> Entity:
        """The entity with that id.

        Raises
        ------
        NotFoundError
            If there is none; the message names the nearest id.
        """
        found = self.entities.get(entity_id)
        if found is None:
            raise NotFoundError(f"no entity {entity_id!r}{nearest(entity_id, self.entities)}")
        return found

    def claim(self, claim_id: str) -> Claim:
        """The claim with that id.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        found = self._claims.get(claim_id)
        if found is None:
            raise NotFoundError(f"no claim {claim_id!r}; they run from {self._first_and_last()}")
        return found

    def _first_and_last(self) -> str:
        ids = list(self._claims)
        return f"{ids[0]} to {ids[-1]}" if ids else "nothing: the graph is empty"

    def names_of(self, entity_id: str) -> tuple[Name, ...]:
        """The further names of an entity."""
        return self._names_by_entity.get(entity_id, ())

    def citations_of(self, claim_id: str) -> tuple[Citation, ...]:
        """Every citation of a claim, in order of id."""
        return self._citations_by_claim.get(claim_id, ())

    def links_of(self, claim_id: str) -> tuple[Link, ...]:
        """Every link from or to a claim."""
        return self._links_by_claim.get(claim_id, ())

    def claims(
        self,
        *,
        relation: str | Sequence[str] | None = None,
        family: str | Sequence[str] | None = None,
        subject: str | None = None,
        object: str | None = None,
        entity: str | None = None,
        source: str | None = None,
        status: str | Sequence[str] | None = None,
        record: str | None = None,
        at_least: str | None = None,
        on: str | date | Period | None = None,
        certainty: Certainty = "possible",
    ) -> list[Claim]:
        """Claims that pass every filter given, in order of id.

        Parameters
        ----------
        relation, family, status : str or sequence of str, optional
            Names from the vocabulary.
        subject, object, entity : str, optional
            Entity ids; `entity` matches in any place of a claim, also as origin, place or third.
        source, record : str, optional
            Id of a source, name of a record.
        at_least : str, optional
            Grade such as ``"C3"``: only claims with an affirming citation that is C or better and
            3 or better. What cannot be judged is left out.
        on : str, date or Period, optional
            EDTF day or period.
        certainty : {'possible', 'definite'}
            Whether the claim *can* hold then or *must*.

        Raises
        ------
        NotFoundError
            If a relation, family, status, source or entity is unknown.
        ArgumentError
            If the date or grade cannot be read.
        """
        tests: list[Callable[[Claim], bool]] = []
        pools: list[Sequence[Claim]] = []
        for column, value in (("subject", subject), ("object", object), ("entity", entity)):
            if value is not None:
                self.entity(value)
                pools.append(self._claims_by[column].get(value, ()))
                if column != "entity":
                    tests.append(_column_is(column, value))
        relations = self._relations_named(relation, family)
        if relations is not None:
            tests.append(lambda c: c.relation in relations)
            pools.append(self._pool_of(relations))
        if record is not None:
            if record not in self.records:
                raise NotFoundError(f"no record {record!r}{nearest(record, self.records)}")
            tests.append(lambda c: c.record == record)
        if source is not None:
            if source not in self.sources:
                raise NotFoundError(f"no source {source!r}{nearest(source, self.sources)}")
            tests.append(lambda c: any(x.source == source for x in self.citations_of(c.id)))
        tests += self._assessment_tests(status, at_least, on, certainty)
        pool: Sequence[Claim] = tuple(self._claims.values()) if not pools else min(pools, key=len)
        if entity is not None:
            inside = {c.id for c in self._claims_by["entity"].get(entity, ())}
            tests.insert(0, lambda c: c.id in inside)
        return [c for c in pool if all(test(c) for test in tests)]

    def _relations_named(
        self, relation: str | Sequence[str] | None, family: str | Sequence[str] | None
    ) -> frozenset[str] | None:
        if relation is None and family is None:
            return None
        named = {self.vocabulary.relation(r).name for r in _several(relation)}
        for name in _several(family):
            if name not in self.vocabulary.families:
                raise NotFoundError(f"no family {name!r}{nearest(name, self.vocabulary.families)}")
            named |= {r.name for r in self.vocabulary.relations.values() if r.family == name}
        return frozenset(named)

    def _pool_of(self, relations: frozenset[str]) -> Sequence[Claim]:
        pool = [c for r in relations for c in self._claims_by["relation"].get(r, ())]
        return pool if len(relations) == 1 else sorted(pool, key=lambda c: c.id)

    def _assessment_tests(
        self,
        status: str | Sequence[str] | None,
        at_least: str | None,
        on: str | date | Period | None,
        certainty: Certainty,
    ) -> list[Callable[[Claim], bool]]:
        tests: list[Callable[[Claim], bool]] = []
        if certainty not in ("possible", "definite"):
            raise ArgumentError(f"certainty is 'possible' or 'definite', not {certainty!r}")
        if status is not None:
            wanted = frozenset(_several(status))
            for name in wanted - set(self.vocabulary.statuses):
                raise NotFoundError(f"no status {name!r}{nearest(name, self.vocabulary.statuses)}")
            tests.append(lambda c: self.assess(c.id).status in wanted)
        if at_least is not None:
            limit = grading.threshold(at_least)
            tests.append(lambda c: any(g.at_least(limit) for g in self.assess(c.id).grades))
        if on is not None:
            days = period(on)
            tests.append(lambda c: self.assess(c.id).span.holds(days, certainty))
        return tests

    # -- what follows ----------------------------------------------------------------------------

    def relation(self, claim: Claim) -> Relation:
        """What the vocabulary says of a claim's relation."""
        return self.vocabulary.relations[claim.relation]

    def assess(self, claim_id: str) -> Assessment:
        """Status, grade, dates and independence of a claim (worked out once, then kept)."""
        found = self._assessed.get(claim_id)
        if found is None:
            found = self._assessed[claim_id] = self._assessment(self.claim(claim_id))
        return found

    def _assessment(self, claim: Claim) -> Assessment:
        citations = self.citations_of(claim.id)
        affirming = [c for c in citations if self.vocabulary.stances[c.stance].affirms]
        grades = grading.grades_of(citations, self.sources, self.vocabulary)
        return Assessment(
            status=grading.status_of(citations, self.vocabulary),
            grade=grades[0],
            grades=grades,
            span=self._span(claim, affirming),
            sources=tuple(sorted({c.source for c in citations})),
            independent=grading.count_independent(affirming, self.sources),
        )

    def _span(self, claim: Claim, affirming: Sequence[Citation]) -> Span:
        relation = self.relation(claim)
        dates = [parse(c.as_of).earliest for c in affirming]
        affirmed = max((d for d in dates if d != EARLIEST), default=None)
        start = parse(claim.start).earliest
        ends = [
            day
            for column in relation.ended_by
            if (day := self._ended.get(getattr(claim, column))) and day >= start
        ]
        return span_of(
            relation.temporality,
            claim.start,
            claim.end,
            affirmed=affirmed,
            ended=min(ends, default=None),
        )

    @cached_property
    def _ended(self) -> dict[str, date]:
        """Latest day on which an entity can have died or been dissolved.

        Only claims that a document makes in its own voice or from somebody disinterested count;
        where they disagree, the latest day counts. One without a day says nothing of when.
        """
        ended: dict[str, date] = {}
        for claim in self._claims.values():
            latest = parse(claim.start).latest
            if latest != LATEST and self.relation(claim).terminates and self._established(claim):
                ended[claim.subject] = max(latest, ended.get(claim.subject, latest))
        return ended

    def ended(self, entity_id: str) -> date | None:
        """Latest day on which an entity can have died or been dissolved; None if none does."""
        return self._ended.get(entity_id)

    def _established(self, claim: Claim) -> bool:
        status = grading.status_of(self.citations_of(claim.id), self.vocabulary)
        return status in ("asserted", "reported")

    # -- names -----------------------------------------------------------------------------------

    def find(self, text: str, limit: int = 10) -> list[Match]:
        """Entities that bear a name like this, best first (see `insurgraph.graph.names`).

        Those that share the name that matched are told apart by a note: what each of them is, and
        whom the record says it must not be taken for.

        Examples
        --------
        >>> import insurgraph as ig
        >>> ig.load().find("Hafez Said Khan")[0].entity
        'person-hafiz-saeed-khan'
        """
        matches = self._name_index.find(text, limit)
        bearers = Counter(fold(m.name) for m in matches)
        return [replace(m, note=self._told_apart(m, bearers[fold(m.name)] > 1)) for m in matches]

    def _told_apart(self, match: Match, shared: bool) -> str:
        entity = self.entities[match.entity]
        others = [
            self.entities[end]
            for claim in self._claims_by["entity"].get(entity.id, ())
            if claim.relation == DIFFERENT
            for end in (claim.subject, claim.object)
            if end != entity.id
        ]
        apart = [f"not {other.name} ({other.id})" for other in dict.fromkeys(others)]
        return "; ".join(filter(None, [entity.summary.rstrip(".") if shared else "", *apart]))

    def resolve(self, text: str) -> Entity:
        """The one entity meant by an id or a name.

        Raises
        ------
        NotFoundError
            If no entity has that id or name; the message names the nearest.
        AmbiguousError
            If several bear it, or it is only a weak name; the message names them.
        """
        if text in self.entities:
            return self.entities[text]
        exact = self._name_index.exact(text)
        if len(exact) == 1:
            return self.entities[exact[0]]
        if exact:
            raise AmbiguousError(f"{text!r} may be {' or '.join(exact)}; give the id")
        weak = self._name_index.exact(text, weak=True)
        if weak:
            raise AmbiguousError(
                f"{text!r} is too weak a name to decide; it may be {' or '.join(weak)}; give the id"
            )
        like = self.find(text, 5)
        if like and like[0].score >= 95 and (len(like) == 1 or like[1].score < 95):
            return self.entities[like[0].entity]
        if not like:
            raise NotFoundError(f"nothing in the record is named like {text!r}")
        raise NotFoundError(
            f"nothing is named {text!r}; nearest: "
            + ", ".join(f"{m.entity} ({m.name})" for m in like[:3])
        )

    @cached_property
    def _name_index(self) -> NameIndex:
        own = ((e.id, e.name, False) for e in self.entities.values())
        further = ((n.entity, n.name, n.kind == "weak") for n in self.names)
        return NameIndex((*own, *further))

    # -- records ---------------------------------------------------------------------------------

    def only(self, record: str) -> KnowledgeGraph:
        """The rows of one record.

        Raises
        ------
        NotFoundError
            If there is no such record.
        """
        if record not in self.records:
            raise NotFoundError(f"no record {record!r}{nearest(record, self.records)}")

        def mine(rows: Iterable[R]) -> list[R]:
            return [r for r in rows if r.record == record]

        return KnowledgeGraph(
            [self.records[record]],
            mine(self.entities.values()),
            mine(self.names),
            mine(self._claims.values()),
            mine(self.citations.values()),
            mine(self.sources.values()),
            mine(self.links),
            self.vocabulary,
            [j for j in self.judgements if j.record == record],
        )

    def excerpt(self, claims: Iterable[Claim]) -> KnowledgeGraph:
        """These claims with all they need to stand alone: citations, sources, whoever is named.

        Status, grade and dates stay those that the whole graph gives: who is known to have died
        has died in every excerpt.

        Examples
        --------
        >>> import insurgraph as ig
        >>> kg = ig.load()
        >>> part = kg.excerpt(kg.claims(relation="DEFECTED_TO"))
        >>> 0 < len(part) < len(kg), len(part.entities) < len(kg.entities)
        (True, True)
        """
        chosen = {c.id: self.claim(c.id) for c in claims}
        citations = [x for c in chosen for x in self.citations_of(c)]
        voices = {v for x in citations for v in (x.claimant, *x.via)}
        wanted = {e for c in chosen.values() for e in c.entities} | voices
        names: list[Name] = []
        entities: dict[str, Entity] = {}
        while wanted := (wanted & self.entities.keys()) - entities.keys():
            entities |= {e: self.entities[e] for e in wanted}
            borne = [n for e in wanted for n in self.names_of(e)]
            names += borne
            wanted = {n.used_by for n in borne}
        cited = {x.source for x in citations} | {n.source for n in names}
        cited = {a for s in cited for a in grading.ancestry(s, self.sources)} & self.sources.keys()
        links = [x for x in self.links if x.claim in chosen and x.other in chosen]
        part = KnowledgeGraph(
            self.records.values(),
            entities.values(),
            names,
            chosen.values(),
            citations,
            [self.sources[s] for s in cited],
            links,
            self.vocabulary,
            [j for j in self.judgements if entities.keys() >= set(j.pair)],
        )
        part._assessed = {c: self.assess(c) for c in chosen}
        return part

    def merge(self, other: KnowledgeGraph) -> KnowledgeGraph:
        """This graph's records and another's, side by side.

        Nothing is taken to be the same: that two entities of different records are one is a
        judgement, kept apart from both.

        Raises
        ------
        ArgumentError
            If both hold a record of the same name, rows of the same id, or differ in what their
            vocabularies say.
        """
        if self.vocabulary != other.vocabulary:
            raise ArgumentError("the two graphs follow different vocabularies; merge needs one")
        for what, mine, theirs in (
            ("record", self.records, other.records),
            ("entity", self.entities, other.entities),
            ("claim", self._claims, other._claims),
            ("citation", self.citations, other.citations),
            ("source", self.sources, other.sources),
        ):
            shared = sorted(mine.keys() & theirs.keys())
            if shared:
                raise ArgumentError(
                    f"both graphs have the {what} {shared[0]!r}; an id belongs to one record"
                )
        return KnowledgeGraph(
            [*self.records.values(), *other.records.values()],
            [*self.entities.values(), *other.entities.values()],
            [*self.names, *other.names],
            [*self._claims.values(), *other._claims.values()],
            [*self.citations.values(), *other.citations.values()],
            [*self.sources.values(), *other.sources.values()],
            [*self.links, *other.links],
            self.vocabulary,
            [*self.judgements, *other.judgements],
        )

    def judged(
        self, judgements: Iterable[Judgement], record: Record | None = None
    ) -> KnowledgeGraph:
        """This graph with judgements on who is who, in place of those that their record held.

        No row of another record changes. Judgements on entities that are not here are kept.

        Parameters
        ----------
        judgements : iterable of Judgement
        record : Record, optional
            The record they become part of, ``judgements`` when not given.

        Raises
        ------
        ArgumentError
            If judgements contradict each other, hold two of different kinds to be the same, or
            would be part of a record that has entities.
        """
        record = record or Record(RECORD, "Who is who: judgements")
        if any(e.record == record.name for e in self.entities.values()):
            raise ArgumentError(
                f"record {record.name!r} has entities; give the judgements a record of their own"
            )
        kept = [j for j in self.judgements if j.record != record.name]
        rows = [*kept, *(replace(j, record=record.name) for j in judgements)]
        graph = KnowledgeGraph(
            [*(r for r in self.records.values() if r.name != record.name), record],
            self.entities.values(),
            self.names,
            self._claims.values(),
            self.citations.values(),
            self.sources.values(),
            self.links,
            self.vocabulary,
            rows,
        )
        graph._refuse_mixed_kinds()
        return graph

    def _refuse_mixed_kinds(self) -> None:
        for entity, chosen in self._canonical.items():
            kind, other = self.entities[entity].kind, self.entities[chosen].kind
            if kind != other:
                raise ArgumentError(
                    f"{entity} is of kind {kind} and {chosen} of kind {other}: they cannot be the "
                    "same; take the judgement back"
                )

    @cached_property
    def _canonical(self) -> Mapping[str, str]:
        return self.judgements.canonical({e.id: e.record for e in self.entities.values()})

    def joined(self) -> KnowledgeGraph:
        """This graph as the judgements have it: entities that are the same become one.

        The entity of the curated record stands for the others, else the one with the smallest id;
        it bears all their names, and their claims become its own, with ids, citations and records
        as they were. A claim that would tie it to itself is left out. The result is for networks,
        pages and exports; what a database holds is the graph as it was.

        Examples
        --------
        >>> from insurgraph.graph.judgement import Verdict
        >>> a = KnowledgeGraph(entities=[Entity("org-a", "Organisation", name="A", record="a")])
        >>> b = KnowledgeGraph(entities=[Entity("org-b", "Organisation", name="B", record="b")])
        >>> both = a.merge(b).judged([Judgement("org-a", "org-b", Verdict.SAME)])
        >>> list(both.joined().entities), [n.name for n in both.joined().names]
        (['org-a'], ['B'])
        """
        stands = self._canonical
        if not any(k != v for k, v in stands.items()):
            return self
        gone = [self.entities[e] for e, chosen in stands.items() if e != chosen]
        names = [replace(n, entity=stands.get(n.entity, n.entity)) for n in self.names]
        names += [Name(stands[e.id], e.name, record=e.record) for e in gone]
        claims = [_renamed(c, stands) for c in self._claims.values()]
        left_out = {c.id for c in claims if c.subject == c.object}
        return KnowledgeGraph(
            self.records.values(),
            (e for e in self.entities.values() if stands.get(e.id, e.id) == e.id),
            dict.fromkeys(names),
            (c for c in claims if c.id not in left_out),
            [
                replace(
                    c,
                    claimant=stands.get(c.claimant, c.claimant),
                    via=tuple(stands.get(v, v) for v in c.via),
                )
                for c in self.citations.values()
                if c.claim not in left_out
            ],
            self.sources.values(),
            (x for x in self.links if not {x.claim, x.other} & left_out),
            self.vocabulary,
            self.judgements,
        )

    # -- ways on ---------------------------------------------------------------------------------

    def network(self, **choices: Any) -> nx.MultiDiGraph[str]:
        """The ties as a networkx graph; `choices` as in `insurgraph.graph.network.Projection`."""
        from .network import Projection, project

        return project(self, Projection.of(self, **choices))

    def view(
        self,
        *,
        title: str = "",
        tables: Sequence[Table] = (),
        engine: str = "vis",
        by: str | None = None,
        compare: Sequence[str] | None = None,
        **choices: Any,
    ) -> View:
        """The interactive page of the ties that `choices` leave; see `network`.

        Parameters
        ----------
        title : str, optional
            Heading of the page.
        tables : sequence of Table, optional
            Results to show beside the network; one with a column ``id`` is also quoted on the
            card of each entity that it speaks of.
        engine : {'vis', 'sigma'}
            What draws: sigma, with WebGL, for up to 50,000 entities.
        by : {'month', 'year', 'decade'}, optional
            Open on one small picture for each.
        compare : two dates, optional
            Open on both and on what came and went between them: ``("2015", "2018")``.

        Raises
        ------
        ArgumentError
            If a choice cannot be used, or two of `by`, `compare` and `on` exclude one another.
        ProjectionError
            If there is nothing to show, or more than the engine can draw.
        """
        from .views import panels
        from .views.page import View

        on = choices.get("on")
        if compare is not None and (by or on is not None):
            raise ArgumentError("a comparison has its own two dates; leave `by` and `on` out")
        network = self.network(**choices)
        shown: Sequence[panels.Panel] = ()
        if compare is not None:
            shown = panels.compared(compare)
        elif by:
            shown = panels.by_step(network, by, period(on))
        return View(
            self,
            network,
            title=title,
            tables=tables,
            engine=engine,
            panels=shown,
            comparing=compare is not None,
            certainty=choices.get("certainty", "possible"),
        )

    def show(self, what: str | Entity | Claim) -> Table:
        """All that is said of an entity, or all that speaks for a claim and against it.

        Parameters
        ----------
        what : str, Entity or Claim
            Id of either, name of an entity, or the row itself.

        Returns
        -------
        Table
            Of an entity every claim in the order of time with its evidence, of a claim every
            passage with what follows from them (`insurgraph.graph.dossier`).

        Raises
        ------
        NotFoundError, AmbiguousError
            If nothing, or more than one entity, bears that id or name.

        Examples
        --------
        >>> import insurgraph as ig
        >>> ig.load().show("c-0197").title[:36]
        'Qari Hekmatullah defected to Islamic'
        """
        from .dossier import backing, dossier

        known = what if isinstance(what, str) else what.id
        if known in self._claims:
            return backing(self, known)
        return dossier(self, self.resolve(known).id)

    def cite(self, claim: str | Claim = "", style: str = "apa", record: str = "") -> str:
        """References of the data sets, or of one claim and its sources: `insurgraph.cite`.

        It is the graph that is asked, not the claim: a claim is a row that several graphs may
        hold, each with other citations.

        Examples
        --------
        >>> import insurgraph as ig
        >>> kg = ig.load()
        >>> print(kg.cite(kg.claim("c-0197")).partition(":")[0])
        insurgraph contributors. (2026). Claim c-0197
        """
        from .reference import cite

        return cite(self, claim if isinstance(claim, str) else claim.id, style, record)

    def table(self, which: str = "claims") -> Table:
        """The claims, or another kind of row, with names and all that follows joined in.

        Parameters
        ----------
        which : {'claims', 'citations', 'entities', 'names', 'sources', 'links'}

        Returns
        -------
        Table
            Typed columns as in `insurgraph.graph.flat.COLUMNS`.

        Raises
        ------
        NotFoundError
            If there is no such table.

        Examples
        --------
        >>> import insurgraph as ig
        >>> kg = ig.load()
        >>> moves = kg.excerpt(kg.claims(relation="DEFECTED_TO", on="2016")).table()
        >>> set(moves.column("object_name")) >= {"Islamic State Khorasan"}
        True
        """
        from .flat import flat

        return flat(self, which)

    def to_frame(self, which: str = "claims") -> pd.DataFrame:
        """A table of the graph as a DataFrame: ``table(which).to_pandas()``.

        Raises
        ------
        NotFoundError
            If there is no such table.
        ArgumentError
            If pandas is not installed.

        Examples
        --------
        >>> import insurgraph as ig
        >>> claims = ig.load().to_frame().set_index("id")
        >>> claims.loc["c-0197", ["status", "grade"]].to_list()
        ['asserted', 'B3']
        >>> claims["start_earliest"].dtype
        dtype('<M8[s]')
        """
        return self.table(which).to_pandas()

    # -- indexes ---------------------------------------------------------------------------------

    @cached_property
    def _claims_by(self) -> Mapping[str, Mapping[str, Sequence[Claim]]]:
        index: dict[str, dict[str, list[Claim]]] = {
            column: defaultdict(list) for column in ("relation", "subject", "object", "entity")
        }
        for claim in self._claims.values():
            index["relation"][claim.relation].append(claim)
            index["subject"][claim.subject].append(claim)
            if claim.object:
                index["object"][claim.object].append(claim)
            for entity in claim.entities:
                index["entity"][entity].append(claim)
        return index

    @cached_property
    def _names_by_entity(self) -> Mapping[str, tuple[Name, ...]]:
        return _grouped(self.names, lambda n: (n.entity,))

    @cached_property
    def _citations_by_claim(self) -> Mapping[str, tuple[Citation, ...]]:
        return _grouped(self.citations.values(), lambda c: (c.claim,))

    @cached_property
    def _links_by_claim(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.links, lambda x: (x.claim, x.other))


def _name_key(name: Name) -> tuple[str, ...]:
    return (name.entity, name.name, name.kind, name.used_by, name.source)


def _renamed(claim: Claim, stands: Mapping[str, str]) -> Claim:
    """The claim with every entity's place taken by whoever stands for it."""
    if not any(e in stands for e in claim.entities):
        return claim
    return replace(
        claim,
        subject=stands.get(claim.subject, claim.subject),
        object=stands.get(claim.object, claim.object),
        origin=tuple(dict.fromkeys(stands.get(e, e) for e in claim.origin)),
        place=tuple(dict.fromkeys(stands.get(e, e) for e in claim.place)),
        third=stands.get(claim.third, claim.third),
    )


def _column_is(column: str, value: str) -> Callable[[Claim], bool]:
    return lambda claim: getattr(claim, column) == value


def _several(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _grouped(rows: Iterable[R], keys: Callable[[R], Iterable[str]]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            groups[key].append(row)
    return {key: tuple(group) for key, group in groups.items()}
