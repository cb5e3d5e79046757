"""Official lists: a listing is an administrative act with a day, and so is its end.

A list is published again and again. Its editions stand side by side in one record: `continued`
lays a newer edition over what the earlier ones said. An entry that is gone is not deleted: its
listing ends somewhere between the last edition that had it and the first that has not, and the
newer edition is cited for that. The authority is the claimant of every edition, and each edition
is derived from the one before, so that ten of them do not count as ten independent voices. Two
entries of one list are never made one, whatever they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..errors import ArgumentError
from ..graph.dates import parse
from ..graph.knowledge import KnowledgeGraph
from ..graph.model import Citation, Claim, Entity, Name, Source
from .datetext import window
from .edition import slug

LISTED = "LISTED_BY"
"""The relation of a listing; its role is the list, so that a record can hold several."""


def continued(
    before: KnowledgeGraph,
    now: KnowledgeGraph,
    *,
    lists: Callable[[str], bool] = lambda _role: True,
    complete: bool = True,
) -> KnowledgeGraph:
    """A newer edition laid over what is known from earlier ones.

    Parameters
    ----------
    before : KnowledgeGraph
        The record so far, of one or more editions.
    now : KnowledgeGraph
        The record of the newer edition alone.
    lists : callable, optional
        Whether the edition was read for the list of that role; entries of other lists are neither
        ended nor lost because they are not in it.
    complete : bool, optional
        Whether all of the edition could be read. If not, a missing entry says nothing.

    Returns
    -------
    KnowledgeGraph
        All of both. What both have is as the newer one has it, with the citations of both; names
        and claims that only the earlier ones have are kept; listings that are gone have an end.

    Raises
    ------
    ArgumentError
        If the newer edition is the older one, or one of them has no day.
    """
    if now == before:
        return before
    (record,) = now.records.values()
    known = before.records[record.name].created
    if not known or not record.created:
        raise ArgumentError(
            f"{record.name}: an edition follows another by their days, and one has none; "
            "say it with -o edition=2025-04-19"
        )
    if record.created < known:
        raise ArgumentError(
            f"{record.name}: this is the edition of {record.created}, and what is there is of "
            f"{known}; load the older one first, or into a record of its own with --as, or "
            "forget that with --force"
        )
    return _Succession(
        before, _relisted(before, now, record.created), record.created, lists,
        known if complete and record.created > known else "",
    ).graph()  # fmt: skip


def _relisted(before: KnowledgeGraph, now: KnowledgeGraph, day: str) -> KnowledgeGraph:
    """The newer edition, where a listing that had ended and begins anew is another claim."""
    known, new_ids = _claims(before), {}
    again = {_listing(c): c.id for c in before.claims(relation=LISTED) if c.end == ".."}
    for claim in now.claims(relation=LISTED):
        old = known.get(claim.id)
        if old is None or old.end == "..":
            continue
        if _listing(claim) in again:
            new_ids[claim.id] = again[_listing(claim)]
        elif claim.start != old.start and parse(claim.start).latest >= parse(old.end).earliest:
            new_ids[claim.id] = f"{claim.id}.{slug(day)}"
    return _graph(
        now,
        claims=[replace(c, id=new_ids.get(c.id, c.id)) for c in now.claims()],
        citations=[
            replace(c, id=c.id.replace(c.claim, new, 1), claim=new)
            for c in now.citations.values()
            for new in (new_ids.get(c.claim, c.claim),)
        ],
    )


def _listing(claim: Claim) -> tuple[str, str, str]:
    return claim.subject, claim.object, claim.role


class _Succession:
    """Two editions of one record, the newer over the older.

    `since` is the day of the older one, where what only one of them has tells of a listing or a
    delisting between the two; else ``""``.
    """

    def __init__(
        self,
        before: KnowledgeGraph,
        now: KnowledgeGraph,
        day: str,
        lists: Callable[[str], bool],
        since: str,
    ) -> None:
        self.before, self.now, self.day, self.since = before, now, day, since
        self.old = _claims(before)
        self.lists = {c.role for c in before.claims(relation=LISTED)}
        self.new = {c.id: self.begun(c) for c in now.claims()}
        self.gone = {
            c.id
            for c in before.claims(relation=LISTED)
            if since and c.end == ".." and c.id not in self.new and lists(c.role)
        }

    def graph(self) -> KnowledgeGraph:
        kept = [self.ended(c) if c.id in self.gone else c for c in self.before.claims()]
        return _graph(
            self.now,
            entities={**self.before.entities, **self.now.entities}.values(),
            names=self.names(),
            sources={**self.sources(), **self.before.sources}.values(),
            claims={**{c.id: c for c in kept}, **self.new}.values(),
            citations=[
                *{
                    **{c.id: self.remembered(c) for c in self.before.citations.values()},
                    **self.now.citations,
                }.values(),
                *(self.missing(self.old[claim_id]) for claim_id in sorted(self.gone)),
            ],
            links=dict.fromkeys((*self.before.links, *self.now.links)),
        )

    def sources(self) -> Mapping[str, Source]:
        """The newer edition, which goes on from the one before it and is no second voice."""
        days = [s.published for s in self.before.sources.values()]
        last = tuple(s.id for s in self.before.sources.values() if s.published == max(days))
        return {k: replace(s, derived_from=last) for k, s in self.now.sources.items()}

    def names(self) -> Iterable[Name]:
        """The names of both; what an entity was called before is one of its names."""
        there = {(n.entity, n.name) for n in self.now.names}
        there |= {(e.id, e.name) for e in self.now.entities.values()}
        yield from self.now.names
        for name in (*self.before.names, *self.called()):
            if (name.entity, name.name) not in there:
                there.add((name.entity, name.name))
                yield name

    def called(self) -> Iterable[Name]:
        source = next(reversed(self.before.sources))
        for entity in self.before.entities.values():
            now: Entity = self.now.entities.get(entity.id, entity)
            if entity.name != now.name:
                yield Name(entity.id, entity.name, source=source, record=entity.record)

    def begun(self, claim: Claim) -> Claim:
        """A listing of which the newer edition does not say when it began."""
        if claim.relation != LISTED or not claim.start.startswith("../"):
            return claim
        if claim.id in self.old:
            return replace(claim, start=self.old[claim.id].start)
        if self.since and claim.role in self.lists:
            return replace(claim, start=window(self.since, self.day))
        return claim

    def ended(self, claim: Claim) -> Claim:
        """A listing that the newer edition no longer has."""
        last = max((c.as_of for c in self.before.citations_of(claim.id)), default="")
        return replace(claim, end=window(last, self.day) if last else f"../{self.day}")

    def missing(self, claim: Claim) -> Citation:
        """The newer edition as evidence that a listing has ended."""
        last = self.before.citations_of(claim.id)[-1]
        return replace(
            last,
            id=f"{claim.id}.{slug(self.day)}",
            source=next(iter(self.now.sources)),
            locator=f"no {last.locator}",
            stance="implies",
            claimant="",
            said="",
            as_of=self.day,
            note="The edition before has the entry and this one has not.",
        )

    def remembered(self, citation: Citation) -> Citation:
        """A citation of an earlier edition; what that had otherwise is noted."""
        old, new = self.old[citation.claim], self.new.get(citation.claim)
        if new is None or new.start == old.start or citation.note:
            return citation
        return replace(citation, note=f"listed on {old.start or 'a day not told'} in this edition")


def _claims(graph: KnowledgeGraph) -> Mapping[str, Claim]:
    return {c.id: c for c in graph.claims()}


def _graph(graph: KnowledgeGraph, **rows: object) -> KnowledgeGraph:
    """The graph with some of its rows replaced."""
    parts = {
        "entities": graph.entities.values(),
        "names": graph.names,
        "sources": graph.sources.values(),
        "claims": graph.claims(),
        "citations": graph.citations.values(),
        "links": graph.links,
    }
    return KnowledgeGraph(
        records=graph.records.values(),
        vocabulary=graph.vocabulary,
        **{**parts, **rows},  # type: ignore[arg-type]
    )
