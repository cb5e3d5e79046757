"""Who may be who across records: pairs worth judging, each with a score that says what it is made
of.

Nothing is compared with everything. Every name is filed under a few keys - its consonants run
together, its telling words, pairs of its general ones, its initials - and two entities meet only
where they share one; a key that too many share is left to the others. What meets is scored by
its names and by what else the records say; a score is the sum of its parts and each part has its
reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ..graph.dates import EARLIEST, LATEST
from ..graph.judgement import Clusters, Judgement, Judgements, Verdict, clusters
from ..graph.knowledge import KnowledgeGraph
from ..graph.model import Entity
from ..graph.names import SMALL, fold
from ..graph.network import ACTORS
from .edition import identifiers
from .likeness import ALIKE, Likeness, Spelling, compare, spelling

#: Pairs that may meet under one key; more say that the key tells nothing.
CROWD = 2_000

#: Score from which on a rule may judge by itself, and how far ahead of any other it has to be.
CLEAR, AHEAD = 95.0, 5.0

#: Who judges when a rule does.
RULE = "rule: clear by names or identifiers, nobody else like it"

#: Called with what is being done, how many are done and how many there are.
Progress = Callable[[str, int, int], None]

_MOST_WORDS = 5  # of a name that are filed in pairs
_MOST_GAINED = 16.0  # by all that is no name and no identifier


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that speaks for or against two entities being the same.

    Attributes
    ----------
    what : str
        names, further names, subkind, places, dates, identifiers, namesakes.
    points : float
        What it adds to the score.
    why : str
        In words.
    """

    what: str
    points: float
    why: str

    def __str__(self) -> str:
        return f"{self.what} {self.points:+g}: {self.why}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be the same.

    Attributes
    ----------
    one, other : str
        Their ids, the smaller first.
    score : float
        Sum of the parts, within 0 and 100.
    parts : tuple of Part
    firm : bool
        Whether it rests on more than one alias, acronym or weak name.
    """

    one: str
    other: str
    score: float
    parts: tuple[Part, ...]
    firm: bool

    @property
    def why(self) -> str:
        """All parts in words."""
        return "; ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class _Called:
    """A name of an entity, ready to be compared."""

    text: str
    kind: str
    spelling: Spelling


@dataclass(frozen=True, slots=True)
class _Met:
    """Two names that are alike."""

    one: _Called
    other: _Called
    likeness: Likeness

    @property
    def points(self) -> float:
        """The likeness, less what the kinds of names take from it."""
        return self.likeness.score + min(_LESS[self.one.kind], _LESS[self.other.kind])

    @property
    def preferred(self) -> bool:
        """Whether both are the entities' own first names, spelt out and more than field words."""
        spelt = self.likeness.ground != "initials" and self.one.spelling.weight >= 1
        return spelt and self.one.kind == self.other.kind == ""

    def __str__(self) -> str:
        kinds = {f"{c.kind} name" if c.kind == "former" else c.kind for c in (self.one, self.other)}
        told = " and ".join(sorted(k for k in kinds if k))
        note = f" ({told})" if told else ""
        return f"{self.one.text!r} and {self.other.text!r}{note}: {self.likeness.ground}"


#: What a kind of name takes from the likeness of two names; ``""`` is the preferred one.
_LESS = {"": 0.0, "alias": -2.0, "former": -2.0, "acronym": -12.0, "weak": -20.0}


class _Facts:
    """What a graph says of its entities, as far as it tells them apart; looked up once each."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.kg = kg
        self._names: dict[str, tuple[_Called, ...]] = {}
        self._identifiers: dict[str, frozenset[tuple[str, str]]] = {}
        self._places: dict[str, frozenset[str]] = {}
        self._days: dict[str, tuple[date, date]] = {}

    def names(self, entity: Entity) -> tuple[_Called, ...]:
        found = self._names.get(entity.id)
        if found is None:
            told = {fold(entity.name): _Called(entity.name, "", spelling(entity.name, entity.kind))}
            for name in self.kg.names_of(entity.id):
                kind = "acronym" if _looks_like_initials(name.name) else name.kind
                called = _Called(name.name, kind, spelling(name.name, entity.kind))
                told.setdefault(fold(name.name), called)
            found = self._names[entity.id] = tuple(told.values())
        return found

    def identifiers(self, entity: Entity) -> frozenset[tuple[str, str]]:
        """What other data sets call it, as its loader noted."""
        found = self._identifiers.get(entity.id)
        if found is None:
            found = self._identifiers[entity.id] = identifiers(entity.note)
        return found

    def places(self, entity: str) -> frozenset[str]:
        """Folded names of the places that its claims name."""
        found = self._places.get(entity)
        if found is None:
            named = {e for c in self.kg.claims(entity=entity) for e in c.entities if e != entity}
            places = [self.kg.entities[e] for e in named]
            found = frozenset(
                fold(n)
                for p in places
                if p.kind == "Place"
                for n in (p.name, *(x.name for x in self.kg.names_of(p.id)))
            )
            self._places[entity] = found
        return found

    def days(self, entity: str) -> tuple[date, date]:
        """Earliest and latest day that its claims speak of; LATEST and EARLIEST when none does."""
        found = self._days.get(entity)
        if found is None:
            spans = [self.kg.assess(c.id).span for c in self.kg.claims(subject=entity)]
            first = (s.start_earliest for s in spans if s.start_earliest != EARLIEST)
            last = (
                day
                for s in spans
                for day in (s.start_latest, s.end_earliest, s.end_latest)
                if day not in (EARLIEST, LATEST)
            )
            found = min(first, default=LATEST), max(last, default=EARLIEST)
            self._days[entity] = found
        return found


def _looks_like_initials(name: str) -> bool:
    """Whether a name is one short word in capitals, whatever kind it is said to be of."""
    return len(name) <= 6 and name.isalpha() and name.isupper()


def candidates(
    kg: KnowledgeGraph,
    *,
    at_least: float = 70.0,
    kinds: Sequence[str] = ACTORS,
    within: bool = False,
    again: bool = False,
    progress: Progress | None = None,
) -> list[Candidate]:
    """Pairs of entities that may be the same, best first.

    Parameters
    ----------
    kg : KnowledgeGraph
        Of several records, side by side, with the judgements there are.
    at_least : float
        Lowest score that counts.
    kinds : sequence of str
        Kinds of entity that are compared, each with its own.
    within : bool
        Whether two of one record are compared as well.
    again : bool
        Whether pairs that were judged *unsure* come again; those that are the same or different,
        judged or by what follows, never do.
    progress : callable, optional
        See `Progress`.

    Examples
    --------
    >>> a = KnowledgeGraph(
    ...     entities=[Entity("org-a", "Organisation", name="Red Pass Front", record="a")])
    >>> b = KnowledgeGraph(
    ...     entities=[Entity("org-b", "Organisation", name="Front of the Red Pass", record="b")])
    >>> [(c.one, c.other, c.score) for c in candidates(a.merge(b))]
    [('org-a', 'org-b', 99.0)]
    """
    tell = progress or (lambda _what, _done, _total: None)
    facts = _Facts(kg)
    chosen = [e for e in kg.entities.values() if e.kind in kinds]
    pairs = _Blocks(facts, chosen, tell).pairs(within=within)
    met: dict[tuple[str, str], list[_Met]] = {}
    for number, (one, other) in enumerate(pairs):
        if number % 10_000 == 0:
            tell("comparing names", number, len(pairs))
        if len(kg.judgements) and not undecided(kg.judgements, one.id, other.id, again=again):
            continue
        alike = _alike(facts.names(one), facts.names(other))
        shared = facts.identifiers(one) & facts.identifiers(other)
        if alike[0].points >= at_least - _MOST_GAINED or shared:
            met[one.id, other.id] = alike
    namesakes = _Namesakes(kg, {pair: alike[0].points for pair, alike in met.items()})
    found = (
        _candidate(facts, namesakes, kg.entities[a], kg.entities[b], alike)
        for (a, b), alike in met.items()
    )
    return sorted(
        (c for c in found if c.score >= at_least), key=lambda c: (-c.score, c.one, c.other)
    )


def undecided(judgements: Judgements, one: str, other: str, *, again: bool = False) -> bool:
    """Whether nobody has settled yet who two entities are; *unsure* settles it unless `again`."""
    verdict = judgements.verdict(one, other)
    return verdict is None or (again and verdict is Verdict.UNSURE)


# -- who meets whom --------------------------------------------------------------------------------


class _Blocks:
    """Entities by the keys of their names."""

    def __init__(self, facts: _Facts, entities: Sequence[Entity], tell: Progress) -> None:
        self.members: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
        for number, entity in enumerate(entities):
            if number % 5_000 == 0:
                tell("filing names", number, len(entities))
            for called in facts.names(entity):
                for key in _keys(called.spelling):
                    self.members[entity.kind, key][entity.id] = entity
            for scheme, value in facts.identifiers(entity):
                self.members[entity.kind, f"{scheme} {value}"][entity.id] = entity

    def pairs(self, *, within: bool) -> list[tuple[Entity, Entity]]:
        """Every two that share a key that is not too common, the smaller id first, each once."""
        found: dict[tuple[str, str], tuple[Entity, Entity]] = {}
        for members in self.members.values():
            together = list(members.values())
            if _meetings(together, within=within) > CROWD:
                continue
            for one, other in combinations(sorted(together, key=lambda e: e.id), 2):
                if within or one.record != other.record:
                    found.setdefault((one.id, other.id), (one, other))
        return list(found.values())


def _meetings(entities: Sequence[Entity], *, within: bool) -> int:
    """How many pairs they make."""
    total = len(entities) * (len(entities) - 1) // 2
    if within:
        return total
    counts = Counter(e.record for e in entities)
    return total - sum(n * (n - 1) // 2 for n in counts.values())


def _keys(name: Spelling) -> Iterator[str]:
    """What a name is filed under."""
    words = name.words
    yield from (f"run {run}" for run in name.form.runs if len(run) > 2)
    by_weight = sorted(words, key=lambda w: -w.weight)[:_MOST_WORDS]
    for word in by_weight:
        if word.weight >= 1 or len(words) == 1:
            yield f"word {word.sense or word.bones}"
    for one, other in combinations(sorted({w.sense or w.bones for w in by_weight}), 2):
        yield f"words {one} {other}"
    if len(words) == 1 and len(name.form.glued) <= 9:
        yield f"initials {name.form.glued}"
    elif len(words) > 1:
        yield from (f"initials {letters}" for letters in _initials(name.form.words))


def _initials(words: Sequence[str]) -> set[str]:
    """Initials of all words, of all but small ones, and of all but the very small."""
    return {
        "".join(w[0] for w in words),
        "".join(w[0] for w in words if w not in SMALL),
        "".join(w[0] for w in words if w not in SMALL or w in ("al", "e", "i", "ul", "ud")),
    }


# -- what speaks for them --------------------------------------------------------------------------


def _alike(ones: Iterable[_Called], others: Sequence[_Called]) -> list[_Met]:
    """Names of the one and the other that are alike, best first, each name once; or the best."""
    met = [_Met(a, b, _likeness(a, b)) for a in ones for b in others]
    met.sort(key=lambda m: (-m.points, m.one.text, m.other.text))
    found: list[_Met] = []
    for one in met:
        used = {m.one.text for m in found} | {m.other.text for m in found}
        if one.likeness.score >= ALIKE and not used & {one.one.text, one.other.text}:
            found.append(one)
    return found or met[:1]


def _likeness(one: _Called, other: _Called) -> Likeness:
    """Initials are alike when they are the same, or those of the other name."""
    found = compare(one.spelling, other.spelling)
    if "acronym" in (one.kind, other.kind) and found.ground not in ("same name", "initials"):
        return Likeness(0.0, "other initials")
    return found


class _Namesakes:
    """Who else is as alike: for each entity and record, how alike the names of each pair are."""

    def __init__(self, kg: KnowledgeGraph, points: Mapping[tuple[str, str], float]) -> None:
        self._records = {e.id: e.record for e in kg.entities.values()}
        self._beside: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
        for (one, other), score in points.items():
            self._beside[one, self._records[other]].append((other, score))
            self._beside[other, self._records[one]].append((one, score))

    def of(self, one: str, other: str, score: float) -> list[str]:
        """Entities beside these two that are nearly as like the one or the other, in order."""
        rivals = {
            rival
            for near, far in ((one, other), (other, one))
            for rival, reached in self._beside[near, self._records[far]]
            if rival != far and reached > score - AHEAD
        }
        return sorted(rivals)


def _candidate(
    facts: _Facts, namesakes: _Namesakes, one: Entity, other: Entity, alike: list[_Met]
) -> Candidate:
    best, further = alike[0], alike[1:]
    shared = facts.identifiers(one) & facts.identifiers(other)
    parts = [
        Part("names", best.points, str(best)),
        *_further(further),
        *_identifiers(facts, one, other),
        *_subkinds(one, other),
        *_places(facts, one.id, other.id),
        *_dates(facts, one.id, other.id),
        *_rivals(namesakes.of(one.id, other.id, best.points)),
    ]
    score = min(100.0, max(0.0, round(sum(p.points for p in parts), 1)))
    strong = [m for m in alike if m.points >= ALIKE]
    firm = bool(shared) or (best.preferred and best in strong) or len(strong) > 1
    return Candidate(one.id, other.id, score, tuple(parts), firm)


def _further(met: Sequence[_Met]) -> Iterator[Part]:
    if met:
        more = "; ".join(map(str, met[:3])) + (f"; {len(met) - 3} more" if len(met) > 3 else "")
        yield Part("further names", min(8.0, 4.0 * len(met)), more)


def _identifiers(facts: _Facts, one: Entity, other: Entity) -> Iterator[Part]:
    mine, yours = facts.identifiers(one), facts.identifiers(other)
    for scheme, value in sorted(mine & yours)[:1]:
        yield Part("identifiers", 60.0, f"both are {value} of {scheme}")
    clashing = {s for s, _ in mine} & {s for s, _ in yours} - {s for s, _ in mine & yours}
    for scheme in sorted(clashing)[:1]:
        values = [v for s, v in sorted(mine | yours) if s == scheme]
        yield Part("identifiers", -30.0, f"{' and '.join(values)} of {scheme}")


def _subkinds(one: Entity, other: Entity) -> Iterator[Part]:
    if one.subkind and other.subkind:
        equal = one.subkind == other.subkind
        told = f"both {one.subkind}" if equal else f"{one.subkind} and {other.subkind}"
        yield Part("subkind", 2.0 if equal else -4.0, told)


def _places(facts: _Facts, one: str, other: str) -> Iterator[Part]:
    mine, yours = facts.places(one), facts.places(other)
    if mine & yours:
        yield Part("places", 4.0, f"both in {', '.join(sorted(mine & yours)[:3])}")
    elif mine and yours:
        yield Part("places", -2.0, f"{sorted(mine)[0]} and {sorted(yours)[0]}, none shared")


def _dates(facts: _Facts, one: str, other: str) -> Iterator[Part]:
    """An end before the other's first day speaks against; days in common speak a little for."""
    for near, far in ((one, other), (other, one)):
        ended, (first, _) = facts.kg.ended(near), facts.days(far)
        if ended is not None and ended < first < LATEST:
            why = f"{near} ended by {ended}, {far} is first heard of in {first.year}"
            yield Part("dates", -20.0, why)
            return
    begin = max(facts.days(one)[0], facts.days(other)[0])
    end = min(facts.days(one)[1], facts.days(other)[1])
    if begin <= end:
        yield Part("dates", 2.0, f"both heard of between {begin.year} and {end.year}")


def _rivals(rivals: Sequence[str]) -> Iterator[Part]:
    if rivals:
        more = f" and {len(rivals) - 2} more" if len(rivals) > 2 else ""
        yield Part(
            "namesakes", max(-16.0, -8.0 * len(rivals)), f"as like: {', '.join(rivals[:2])}{more}"
        )


# -- what a rule may judge -------------------------------------------------------------------------


def accept(
    kg: KnowledgeGraph, found: Iterable[Candidate], when: str, *, at_least: float = CLEAR
) -> list[Judgement]:
    """What a rule may judge to be the same without a person.

    A pair is left to a person when it rests on an alias, an acronym, field words or a weak name
    alone, when two persons share a name and nothing else, when somebody else is nearly as like,
    when the two are known to be different, or when two entities of one record would become the
    same by it.

    Parameters
    ----------
    kg : KnowledgeGraph
        What the candidates were found in.
    found : iterable of Candidate
        Best first, as `candidates` gives them.
    when : str
        Day to put down, ISO.
    at_least : float
        Lowest score that counts.

    Returns
    -------
    list of Judgement
        All *same*, by `RULE`, each with the parts of the score as its reason.
    """
    held = clusters(kg.judgements)
    judged = []
    for candidate in found:
        one, other = candidate.one, candidate.other
        clear = candidate.score >= at_least and _clear(kg, candidate)
        if clear and not held.apart(one, other) and _one_each(kg, held, one, other):
            held.join(one, other)
            judged.append(Judgement.between(one, other, Verdict.SAME, RULE, when, candidate.why))
    return judged


def _clear(kg: KnowledgeGraph, candidate: Candidate) -> bool:
    """Whether the parts of a score leave no doubt that a person should settle."""
    person = kg.entities[candidate.one].kind == "Person"
    more = any(p.points > 0 and p.what not in ("names", "subkind") for p in candidate.parts)
    alone = not any(p.points < 0 and p.what != "places" for p in candidate.parts)
    return candidate.firm and alone and (more or not person)


def _one_each(kg: KnowledgeGraph, held: Clusters, one: str, other: str) -> bool:
    """Whether no record would have two entities among those that become the same."""
    if held.of(one) == held.of(other):
        return False
    together = [*held.members(one), *held.members(other)]
    records = [kg.entities[e].record for e in together if e in kg.entities]
    return len(records) == len(set(records))
