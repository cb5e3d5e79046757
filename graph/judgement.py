"""Who is who across records: judgements kept apart from the records, and what follows from them.

A judgement says of two entities that they are the same, that they are different, or that nobody
can tell. It is data of its own, with who judged, when and why; neither entity's record is touched.
What follows along a chain of judgements is worked out, and judgements from which both *same* and
*different* would follow are not accepted (the idea is that of nomenklatura's resolver).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..errors import ArgumentError

#: Record that judgements belong to when nothing else is said.
RECORD = "judgements"

#: Record whose entity stands for the others that are the same.
FIRST = "curated"


class Verdict(StrEnum):
    """What is said of two entities.

    Along a chain verdicts combine by `then`, in whatever order: *same* changes nothing, *unsure*
    leaves nothing to conclude, and two who are both different from a third may be the same or not.
    """

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"

    def then(self, other: Verdict) -> Verdict:
        """What follows for A and C when this is said of A and B, and `other` of B and C.

        Examples
        --------
        >>> Verdict.SAME.then(Verdict.DIFFERENT)
        <Verdict.DIFFERENT: 'different'>
        >>> Verdict.DIFFERENT.then(Verdict.DIFFERENT)
        <Verdict.UNSURE: 'unsure'>
        """
        if Verdict.SAME in (self, other):
            return other if self is Verdict.SAME else self
        return Verdict.UNSURE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says of two entities.

    Attributes
    ----------
    one, other : str
        Their ids, the smaller first (`between` puts them so).
    verdict : Verdict
    who : str
        Who judged: a person, or a rule by its name.
    when : str
        Day, ISO.
    why : str
        The reason, in words.
    record : str
        Name of the record the judgement belongs to; never that of an entity.
    """

    one: str
    other: str
    verdict: Verdict
    who: str = ""
    when: str = ""
    why: str = ""
    record: str = RECORD

    @classmethod
    def between(cls, one: str, other: str, verdict: Verdict, *more: str) -> Judgement:
        """The same with the ids in order; `more` are the further fields."""
        return cls(min(one, other), max(one, other), verdict, *more)

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids."""
        return self.one, self.other

    def __str__(self) -> str:
        by = ", ".join(filter(None, (self.who, self.when)))
        return f"{self.one} {self.verdict} {self.other}" + (f" ({by})" if by else "")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A *different* between two who are the same by a chain of judgements.

    Attributes
    ----------
    different : Judgement
    chain : tuple of Judgement
        From the one end of it to the other, all *same*.
    """

    different: Judgement
    chain: tuple[Judgement, ...]

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.chain))}, but {self.different}"


class Clusters:
    """Entities that are the same, as they are found to be so, and who is kept apart from whom.

    Union-find with path halving; the larger cluster takes the smaller one in.
    """

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def of(self, entity: str) -> str:
        """The member that its cluster is known by, for now."""
        parent = self._parent
        while (above := parent.get(entity, entity)) != entity:
            parent[entity] = parent.get(above, above)
            entity = parent[entity]
        return entity

    def members(self, entity: str) -> Collection[str]:
        """Who is the same as an entity, itself among them."""
        return self._members.get(self.of(entity)) or {entity}

    def apart(self, one: str, other: str) -> bool:
        """Whether they are known to be different."""
        return self.of(other) in self._apart.get(self.of(one), ())

    def join(self, one: str, other: str) -> None:
        """Make them the same; whoever is apart from either is then apart from both."""
        one, other = self.of(one), self.of(other)
        if one == other:
            return
        if len(self.members(one)) < len(self.members(other)):
            one, other = other, one
        self._members[one] = {*self.members(one), *self.members(other)}
        self._members.pop(other, None)
        self._parent[other] = one
        for third in self._apart.pop(other, ()):
            self._apart[third].discard(other)
            self.part(one, third)

    def part(self, one: str, other: str) -> None:
        """Make them different."""
        one, other = self.of(one), self.of(other)
        self._apart[one].add(other)
        self._apart[other].add(one)

    def __iter__(self) -> Iterator[frozenset[str]]:
        """Every cluster of two or more, in the order of their smallest ids."""
        yield from sorted(map(frozenset, self._members.values()), key=min)


class Judgements:
    """Judgements that do not contradict each other, and what follows from them.

    A value: `add` and `without` give new ones. Iterating gives the judgements in the order of
    their pairs.

    Parameters
    ----------
    judgements : iterable of Judgement

    Raises
    ------
    ArgumentError
        If they contradict each other; the message has the chain.

    Examples
    --------
    >>> S, D = Verdict.SAME, Verdict.DIFFERENT
    >>> held = Judgements([Judgement("a", "b", S), Judgement("b", "c", D)])
    >>> held.verdict("a", "c")
    <Verdict.DIFFERENT: 'different'>
    >>> held.add(Judgement("a", "c", S))
    Traceback (most recent call last):
        ...
    insurgraph.errors.ArgumentError: a same b, a same c, but b different c; take one of them back
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._rows = tuple(sorted(set(judgements), key=_order))
        found = next(contradictions(self._rows), None)
        if found is not None:
            raise ArgumentError(f"{found}; take one of them back")
        self._clusters = clusters(self._rows)
        unsure = (j for j in self._rows if j.verdict is Verdict.UNSURE)
        self._unsure = {frozenset(map(self._clusters.of, j.pair)) for j in unsure}

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judgements) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"<Judgements: {len(self)}>"

    def add(self, judgement: Judgement) -> Judgements:
        """These and one more, in place of what its record said of the pair before.

        Raises
        ------
        ArgumentError
            If it contradicts the others.
        """
        return Judgements([*self.without(*judgement.pair, judgement.record), judgement])

    def without(self, one: str, other: str, record: str = RECORD) -> Judgements:
        """These, save what a record says of two entities."""
        pair = tuple(sorted((one, other)))
        return Judgements(j for j in self if (j.pair, j.record) != (pair, record))

    def verdict(self, one: str, other: str) -> Verdict | None:
        """What is said of two entities or follows for them; None when nobody has judged."""
        ends = frozenset(map(self._clusters.of, (one, other)))
        if len(ends) == 1:
            return Verdict.SAME
        if self._clusters.apart(one, other):
            return Verdict.DIFFERENT
        return Verdict.UNSURE if ends in self._unsure else None

    def same_as(self, entity: str) -> tuple[str, ...]:
        """Whoever is the same as an entity, in order, without itself."""
        return tuple(sorted({*self._clusters.members(entity)} - {entity}))

    def groups(self) -> tuple[frozenset[str], ...]:
        """Entities that are the same, two or more each."""
        return tuple(self._clusters)

    def canonical(self, records: Mapping[str, str], first: str = FIRST) -> dict[str, str]:
        """Who stands for whom.

        Parameters
        ----------
        records : mapping of entity id to name of its record
            The entities there are; judgements on others have no effect, save that a chain may run
            through them.
        first : str
            Record whose entity stands for the others; else the smallest id does.

        Returns
        -------
        dict
            Every entity that is the same as another of `records`, and the one that stands for all
            of them.
        """
        chosen: dict[str, str] = {}
        for group in self._clusters:
            here = sorted(group & records.keys(), key=lambda e: (records[e] != first, e))
            if len(here) > 1:
                chosen |= dict.fromkeys(here, here[0])
        return chosen


def _order(judgement: Judgement) -> tuple[str, ...]:
    j = judgement
    return (j.one, j.other, j.record, j.verdict, j.when, j.who, j.why)


def clusters(judgements: Iterable[Judgement]) -> Clusters:
    """Who is the same by these judgements, and who is apart."""
    found = Clusters()
    for judgement in (rows := list(judgements)):
        if judgement.verdict is Verdict.SAME:
            found.join(*judgement.pair)
    for judgement in rows:
        if judgement.verdict is Verdict.DIFFERENT:
            found.part(*judgement.pair)
    return found


def contradictions(judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Every *different* between two who are the same, with a shortest chain that says so.

    Examples
    --------
    >>> S, D = Verdict.SAME, Verdict.DIFFERENT
    >>> rows = [Judgement("a", "b", S), Judgement("b", "c", S), Judgement("a", "c", D)]
    >>> [str(c) for c in contradictions(rows)]
    ['a same b, b same c, but a different c']
    """
    rows = list(judgements)
    found = clusters(rows)
    for judgement in rows:
        if judgement.verdict is Verdict.DIFFERENT and found.of(judgement.one) == found.of(
            judgement.other
        ):
            yield Contradiction(judgement, _chain(rows, *judgement.pair))


def _chain(rows: Iterable[Judgement], start: str, end: str) -> tuple[Judgement, ...]:
    """A shortest chain of *same* from one entity to another, breadth first."""
    beside: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for row in rows:
        if row.verdict is Verdict.SAME:
            beside[row.one].append((row.other, row))
            beside[row.other].append((row.one, row))
    ways: dict[str, tuple[Judgement, ...]] = {start: ()}
    waiting = deque([start])
    while waiting and end not in ways:
        here = waiting.popleft()
        for there, row in beside[here]:
            if there not in ways:
                ways[there] = (*ways[here], row)
                waiting.append(there)
    return ways.get(end, ())
