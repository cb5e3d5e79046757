"""Lines of leaders: who held an office after whom, for how long, and how it ended.

A *line* is all who held one office in one organisation; an office is known by its title, as the
record words it (capitals do not matter). A *tenure* is one claim that somebody held it, with four
bounds. They are those of the claim, narrowed by what else the record says:

* a succession bounds the start of the successor's tenure, and the latest end of the predecessor's;
* a move away from the organisation bounds the end: the holder is taken to have held the office
  until then;
* so does a death, of a holder of whom no such move is told.

Such bounds are listed under ``computed``. A claim that would leave nothing between the bounds
contradicts the tenure and narrows nothing.

What is assumed
---------------
*Direction*: from office-holder to organisation. *Sign* does not count. *Multiplicity*: two claims
that one person held the same office are two tenures. *Time*: tenures are in the order of the
successions told, else of their latest, then earliest possible start. Between two neighbours the
gap is

.. math:: g_{least} = s^{next}_{earliest} - e_{latest},\\quad g_{most} = s^{next}_{latest} -
    e_{earliest}

in days; both above zero is a certain gap, both below a certain overlap (the relations *before* and
*overlaps* of J. F. Allen 1983, 10.1145/182.358434, on intervals known by bounds), anything else is
open. What is recorded of a tenure - entry, exit, manner of exit - follows H. E. Goemans, K. S.
Gleditsch & G. Chiozza (2009), "Introducing Archigos: A Dataset of Political Leaders",
10.1177/0022343308100719.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, ProjectionError
from ..dates import EARLIEST, LATEST, Span
from ..dossier import sentence, when
from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..table import Column, Table
from .defections import MOVES
from .plots import leadership_timeline
from .scope import Scope, edition, known

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The relations this analysis is about, the one place where they are named: an office held, one
#: holder after another, and custody, which takes a holder out of office without ending a life.
OFFICE, SUCCESSION, CUSTODY = "HELD_OFFICE", "SUCCEEDED", "DETAINED_BY"

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Tenure:
    """One holder of an office, from when to when.

    Attributes
    ----------
    claim : Claim
    span : Span
        Narrowed as the module says; ``computed`` names the bounds that are not the claim's own.
    ended : tuple of str
        How it ended, in words; empty when the record does not tell.
    manner : str
        The first of these without names and dates.
    because : tuple of str
        Ids of the claims that narrowed it or tell of its end.
    """

    claim: Claim
    span: Span
    ended: tuple[str, ...] = ()
    manner: str = "not told"
    because: tuple[str, ...] = ()


Line = tuple[Tenure, ...]


def lines_of(
    kg: KnowledgeGraph,
    organisation: str = "",
    role: str = "",
    *,
    told: bool | None = None,
    scope: Scope | None = None,
) -> dict[tuple[str, str], Line]:
    """Lines of office-holders: (id of the organisation, office) -> tenures in order.

    Parameters
    ----------
    kg : KnowledgeGraph
    organisation, role : str
        Keep the lines of this organisation (id), of this office.
    told : bool, optional
        Keep only lines in which the record tells that one holder came after another. True when
        neither organisation nor office is named: commanders of one group may serve side by side.
    scope : Scope, optional

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    ProjectionError
        If no line is left.

    Examples
    --------
    >>> import insurgraph as ig
    >>> lines = lines_of(ig.load(), "org-isk", "emir")
    >>> [t.claim.subject for t in lines["org-isk", "emir"]][:2]
    ['person-hafiz-saeed-khan', 'person-abdul-hasib']
    """
    if organisation:
        kg.entity(organisation)
    told = not (organisation or role) if told is None else told
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in (scope or Scope()).claims(kg, (OFFICE,)):
        groups[claim.object, claim.role.casefold()].append(claim)
    lines = {
        key: _line(kg, claims)
        for key, claims in groups.items()
        if (not organisation or key[0] == organisation)
        and (not role or key[1] == role.casefold())
        and (not told or _successions(kg, claims))
    }
    if not lines:
        raise ProjectionError(_nothing(kg, groups, organisation, role, told))
    return dict(sorted(lines.items(), key=lambda item: (-len(item[1]), item[0])))


def _nothing(
    kg: KnowledgeGraph,
    groups: dict[tuple[str, str], list[Claim]],
    organisation: str,
    role: str,
    told: bool,
) -> str:
    where = f" in {kg.entities[organisation].name}" if organisation else ""
    what = f"office {role!r}" if role else "office"
    offices = sorted({r for o, r in groups if not organisation or o == organisation})
    if told:
        return f"of no {what}{where} is a succession told; ask for every office"
    listed = f"; offices on record: {', '.join(offices)}" if offices and role else ""
    return f"no {what}{where} is on record then{listed}"


def _line(kg: KnowledgeGraph, claims: Sequence[Claim]) -> Line:
    changes = _successions(kg, claims)
    tenures = {c.id: _tenure(kg, c, changes) for c in claims}
    rank = {c.id: (tenures[c.id].span.start_latest, tenures[c.id].span.start_earliest, c.id)
            for c in claims}  # fmt: skip
    after: dict[str, set[str]] = {c.id: set() for c in claims}
    for change in changes:
        for late in (c.id for c in claims if c.subject == change.subject):
            after[late] |= {c.id for c in claims if c.subject == change.object} - {late}
    ordered: list[Tenure] = []
    waiting = sorted(after, key=lambda c: rank[c])
    while waiting:
        ready = [c for c in waiting if not after[c] & set(waiting)]
        chosen = (ready or waiting)[0]  # successions in a circle: by date
        waiting.remove(chosen)
        ordered.append(tenures[chosen])
    return tuple(ordered)


def _successions(kg: KnowledgeGraph, claims: Sequence[Claim]) -> list[Claim]:
    """Successions between holders of this office, in this organisation or in one not named."""
    if SUCCESSION not in kg.vocabulary.relations:
        return []
    people = {c.subject for c in claims}
    one = claims[0]
    return [
        c
        for c in kg.claims(relation=SUCCESSION, status=list(kg.vocabulary.ties))
        if {c.subject, c.object} <= people
        and c.third in ("", one.object)
        and c.role.casefold() in ("", one.role.casefold())
    ]


def _tenure(kg: KnowledgeGraph, claim: Claim, changes: Sequence[Claim]) -> Tenure:
    tenure = Tenure(claim, kg.assess(claim.id).span)
    for change in changes:
        moment = kg.assess(change.id).span
        if change.subject == claim.subject:
            tenure = _narrowed(tenure, change, start=(moment.start_earliest, moment.start_latest))
    for change in changes:
        moment = kg.assess(change.id).span
        if change.object == claim.subject:
            tenure = _narrowed(tenure, change, end=(EARLIEST, moment.start_latest))
    for exit_ in (*_moves_away(kg, claim), *_deaths(kg, claim.subject)):
        moment = kg.assess(exit_.id).span
        tenure = _narrowed(tenure, exit_, end=(moment.start_earliest, moment.start_latest))
    return _ended(kg, tenure, changes)


def _deaths(kg: KnowledgeGraph, person: str) -> list[Claim]:
    ending = [r.name for r in kg.vocabulary.relations.values() if r.terminates]
    return kg.claims(relation=ending, subject=person, status=list(kg.vocabulary.ties))


def _narrowed(
    tenure: Tenure,
    by: Claim,
    *,
    start: tuple[date, date] = (EARLIEST, LATEST),
    end: tuple[date, date] = (EARLIEST, LATEST),
) -> Tenure:
    """The tenure with bounds within these too, or as it is when nothing would be left."""
    old = tenure.span
    new = replace(
        old,
        start_earliest=max(old.start_earliest, start[0]),
        start_latest=min(old.start_latest, start[1]),
        end_earliest=max(old.end_earliest, end[0]),
        end_latest=min(old.end_latest, end[1]),
    )
    new = replace(new, start_latest=min(new.start_latest, new.end_latest))
    empty = new.start_earliest > new.start_latest or new.end_earliest > new.end_latest
    if empty or new == old:
        return tenure
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    changed = {n for n in names if getattr(new, n) != getattr(old, n)}
    computed = tuple(sorted({*old.computed, *changed}))
    return replace(tenure, span=replace(new, computed=computed), because=(*tenure.because, by.id))


def _ended(kg: KnowledgeGraph, tenure: Tenure, changes: Sequence[Claim]) -> Tenure:
    """How it ended, by all the record says that can have been then."""
    claim, span = tenure.claim, tenure.span
    person = claim.subject
    told = [*_moves_away(kg, claim), *_deaths(kg, person), *_custody(kg, person)]
    found = [c for c in told if _can_end(kg, span, c)]
    words = [(kg.relation(c).label, _fate(kg, c)) for c in found]
    for change in changes:
        if change.object == claim.subject:
            found.append(change)
            words.append(("succeeded", f"succeeded by {kg.entities[change.subject].name}"))
    if not words and claim.end == ".." and span.end_earliest > EARLIEST:
        words.append(("still in office", f"still in office on {span.end_earliest}"))
    because = tuple(dict.fromkeys((*tenure.because, *(c.id for c in found))))
    if not words:
        return replace(tenure, because=because)
    return replace(tenure, ended=tuple(w for _, w in words), manner=words[0][0], because=because)


def _moves_away(kg: KnowledgeGraph, claim: Claim) -> list[Claim]:
    """Moves of the holder that left the organisation, by which the office must have ended."""
    relations = [r for r, m in MOVES.items() if m.who and r in kg.vocabulary.relations]
    told = kg.claims(relation=relations, subject=claim.subject, status=list(kg.vocabulary.ties))
    return [c for c in told if claim.object in _left(c)]


def _left(move: Claim) -> tuple[str, ...]:
    value = getattr(move, MOVES[move.relation].origin)
    return value if isinstance(value, tuple) else (value,)


def _custody(kg: KnowledgeGraph, person: str) -> list[Claim]:
    if CUSTODY not in kg.vocabulary.relations:
        return []
    return kg.claims(relation=CUSTODY, subject=person, status=list(kg.vocabulary.ties))


def _can_end(kg: KnowledgeGraph, tenure: Span, exit_: Claim) -> bool:
    """Whether something dated can have happened when the tenure ended."""
    moment = kg.assess(exit_.id).span
    if not known(moment.start_latest):
        return False
    return moment.start_earliest <= tenure.end_latest and tenure.end_earliest <= moment.start_latest


def _fate(kg: KnowledgeGraph, claim: Claim) -> str:
    who = kg.entities[claim.object].name if claim.object else ""
    words = f"{kg.relation(claim).label} {who}".strip()
    return f"{words}, {when(claim)}" if when(claim) else words


def successions(
    kg: KnowledgeGraph,
    organisation: str = "",
    role: str = "",
    *,
    told: bool | None = None,
    **choices: Any,
) -> Table:
    """Lines of leaders, one row a tenure.

    Parameters
    ----------
    kg : KnowledgeGraph
    organisation, role, told
        As in `lines_of`.
    **choices
        ``on``, ``certainty``, ``at_least``, ``record``, as in `insurgraph.graph.analysis.scope`.

    Returns
    -------
    Table
        ``organisation``, ``office``, ``holder``, ``start`` and ``end`` (first and last day each
        can have been, ``/`` between), ``days_least``, ``days_most``, ``gap`` to the tenure before
        in words, ``ended``, ``computed``, ``status``, ``grade``, ``claim``; in the order of the
        line.

    Raises
    ------
    NotFoundError, ArgumentError, ProjectionError
        As `lines_of`, and for choices that cannot be used.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = successions(ig.load(), "org-isk", "emir")
    >>> t.column("holder")[-1], t.column("end")[-1]
    ('Abu Saad Orakzai', '2018-08-25')
    """
    scope = Scope.of(kg, **choices)
    lines = lines_of(kg, organisation, role, told=told, scope=scope)
    rows = []
    for (body, _), line in lines.items():
        for before, tenure in zip((None, *line), line, strict=False):
            rows.append(_row(kg, body, tenure, before))
    columns = (
        Column("organisation", "name of the organisation"),
        Column("office", "title of the office, as the record words it"),
        Column("holder", "name of the person"),
        Column("start", "days between which it began; .. is unknown"),
        Column("end", "days between which it ended; .. is unknown"),
        Column("days_least", "fewest days it can have lasted; empty is unknown"),
        Column("days_most", "most days it can have lasted; empty is unknown"),
        Column("gap", "between the tenure before and this one"),
        Column("ended", "how it ended, as far as the record tells"),
        Column("computed", "bounds that follow from other claims (death, succession, as_of)"),
        Column("status", "asserted, reported, alleged, inferred or disputed"),
        Column("grade", "Admiralty grade of the best affirming passage"),
        Column("claim", "id of the claim"),
    )
    notes = (
        scope.describe((OFFICE,)),
        "A holder of whom a death and no other end is told is taken to have held office until "
        "then. The record need not know every holder; where it tells of no succession, two of them "
        "may have served side by side.",
        edition(kg),
    )
    picture = partial(_picture, kg, lines)
    return Table.of(columns, rows, "Lines of leaders", filter(None, notes), picture)


def _picture(kg: KnowledgeGraph, lines: Mapping[tuple[str, str], Line], table: Table) -> Figure:
    """The tenures of a table, on a time axis."""
    shown = set(table.column("claim"))
    kept = {office: tuple(t for t in line if t.claim.id in shown) for office, line in lines.items()}
    return leadership_timeline(kg, kept)


def _row(kg: KnowledgeGraph, body: str, tenure: Tenure, before: Tenure | None) -> tuple[Any, ...]:
    claim, span = tenure.claim, tenure.span
    assessment = kg.assess(claim.id)
    least, most = days_of(span)
    return (
        kg.entities[body].name,
        claim.role,
        kg.entities[claim.subject].name,
        _window(span.start_earliest, span.start_latest),
        _window(span.end_earliest, span.end_latest),
        least,
        most,
        _gap(before.span, span) if before else "",
        list(tenure.ended) or ["not told"],
        list(span.computed),
        assessment.status,
        str(assessment.grade),
        claim.id,
    )


def _window(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    return "/".join(d.isoformat() if known(d) else ".." for d in (first, last))


def days_of(span: Span) -> tuple[int | None, int | None]:
    """Fewest and most days between start and end; None where a bound is missing.

    Examples
    --------
    >>> d = date(2016, 1, 1)
    >>> days_of(Span(d, d, date(2016, 1, 31), LATEST))
    (30, None)
    """
    least, most = None, None
    if known(span.end_earliest) and known(span.start_latest):
        least = max(0, (span.end_earliest - span.start_latest).days)
    if known(span.end_latest) and known(span.start_earliest):
        most = (span.end_latest - span.start_earliest).days
    return least, most


def _gap(before: Span, after: Span) -> str:
    least = _difference(before.end_latest, after.start_earliest)
    most = _difference(before.end_earliest, after.start_latest)
    if least is not None and least > 0:
        return f"gap of {_range(least, most)} days"
    if most is not None and most < 0:
        return f"overlap of {_range(-most, None if least is None else -least)} days"
    if least is None and most is None:
        return "unknown"
    return (
        f"open: {'any' if least is None else max(0, -least)} days of overlap to "
        f"{'any' if most is None else max(0, most)} days of gap"
    )


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"


def _difference(first: date, second: date) -> int | None:
    return (second - first).days if known(first) and known(second) else None


def leader_origins(
    kg: KnowledgeGraph,
    organisation: str = "",
    role: str = "",
    *,
    told: bool | None = None,
    **choices: Any,
) -> Table:
    """Where each leader came from: earlier posts, memberships and moves.

    A post or membership in another organisation counts when it can have begun before the tenure
    did; a move to the organisation always does.

    Returns
    -------
    Table
        ``organisation``, ``office``, ``holder``, ``came_from`` (the claim in words), ``when``,
        ``before`` (``certain`` or ``possible``), ``status``, ``grade``, ``claim``; a holder of whom
        nothing is told has a row that says so.

    Raises
    ------
    NotFoundError, ArgumentError, ProjectionError
        As `successions`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = leader_origins(ig.load(), "org-isk", "emir")
    >>> t.column("claim")[:2]
    ['c-0021', 'c-0024']
    """
    scope = Scope.of(kg, **choices)
    lines = lines_of(kg, organisation, role, told=told, scope=scope)
    rows = [
        (kg.entities[body].name, tenure.claim.role, *row)
        for (body, _), line in lines.items()
        for tenure in line
        for row in _origins(kg, tenure)
    ]
    columns = (
        Column("organisation", "name of the organisation"),
        Column("office", "title of the office"),
        Column("holder", "name of the person"),
        Column("came_from", "earlier office, membership or move, in words"),
        Column("when", "its date as worded, EDTF"),
        Column(
            "before", "whether it must have been, or begun, before the tenure, or only can have"
        ),
        Column("status", "asserted, reported, alleged, inferred or disputed"),
        Column("grade", "Admiralty grade of the best affirming passage"),
        Column("claim", "id of the claim"),
    )
    notes = (scope.describe((OFFICE,)), edition(kg))
    return Table.of(columns, rows, "Where leaders came from", filter(None, notes))


def _origins(kg: KnowledgeGraph, tenure: Tenure) -> list[tuple[Any, ...]]:
    claim, begun = tenure.claim, tenure.span.start_latest
    name = kg.entities[claim.subject].name
    rows: list[tuple[Any, ...]] = []
    for other in kg.claims(subject=claim.subject, status=list(kg.vocabulary.ties)):
        span, assessment = kg.assess(other.id).span, kg.assess(other.id)
        move = MOVES.get(other.relation)
        came = bool(move and move.destination) and other.object == claim.object
        belonged = kg.relation(other).family == kg.relation(claim).family
        if came or (belonged and other.object != claim.object and span.start_earliest < begun):
            certain = came or (
                span.start_latest <= tenure.span.start_earliest and bool(known(span.start_latest))
            )
            rows.append(
                (
                    name,
                    sentence(kg, other).removeprefix(name).strip(),
                    when(other),
                    "certain" if certain else "possible",
                    assessment.status,
                    str(assessment.grade),
                    other.id,
                )
            )
    return rows or [(name, "not told", "", "", "", "", "")]


def leadership_turnover(
    kg: KnowledgeGraph,
    organisation: str = "",
    role: str = "",
    *,
    told: bool | None = None,
    **choices: Any,
) -> Table:
    """How fast offices changed hands.

    With :math:`n` tenures, :math:`n - 1` changes over the time from the start of the first to the
    end of the last: ``rate = (n - 1) / years``, with the longest and the shortest time that the
    bounds allow.

    Returns
    -------
    Table
        ``organisation``, ``office``, ``holders``, ``changes``, ``years_least``, ``years_most``,
        ``rate_least``, ``rate_most`` (changes a year), ``mean_days_least``, ``mean_days_most``,
        ``ended`` (how many tenures ended how).

    Raises
    ------
    NotFoundError, ArgumentError, ProjectionError
        As `successions`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> row = next(iter(leadership_turnover(ig.load(), "org-isk", "emir")))
    >>> row["holders"], row["changes"]
    (4, 3)
    """
    scope = Scope.of(kg, **choices)
    lines = lines_of(kg, organisation, role, told=told, scope=scope)
    rows = [_turnover(kg, body, line) for (body, _), line in lines.items()]
    columns = (
        Column("organisation", "name of the organisation"),
        Column("office", "title of the office"),
        Column("holders", "tenures on record"),
        Column("changes", "tenures less one"),
        Column("years_least", "least time from the first start to the last end"),
        Column("years_most", "most time from the first start to the last end"),
        Column("rate_least", "changes a year, over the longest time; empty is unknown"),
        Column("rate_most", "changes a year, over the shortest time; empty is unknown"),
        Column("mean_days_least", "mean of the fewest days a tenure can have lasted"),
        Column("mean_days_most", "mean of the most days a tenure can have lasted"),
        Column("ended", "manner -> tenures that ended so"),
    )
    notes = (
        scope.describe((OFFICE,)),
        "A holder whom the record does not know makes the rate too low.",
        edition(kg),
    )
    return Table.of(columns, rows, "Turnover of leaders", filter(None, notes))


def _turnover(kg: KnowledgeGraph, body: str, line: Line) -> tuple[Any, ...]:
    first, last = line[0].span, line[-1].span
    whole = replace(last, start_earliest=first.start_earliest, start_latest=first.start_latest)
    least, most = (None if d is None else round(d / _YEAR, 2) for d in days_of(whole))
    changes = len(line) - 1
    days = [days_of(t.span) for t in line]
    return (
        kg.entities[body].name,
        line[0].claim.role,
        len(line),
        changes,
        least,
        most,
        round(changes / most, 3) if most else None,
        round(changes / least, 3) if least else None,
        _mean([d[0] for d in days]),
        _mean([d[1] for d in days]),
        dict(Counter(t.manner for t in line)),
    )


def _mean(values: Sequence[int | None]) -> float | None:
    told = [v for v in values if v is not None]
    return round(sum(told) / len(told), 1) if len(told) == len(values) and told else None


def around_successions(
    kg: KnowledgeGraph,
    organisation: str = "",
    role: str = "",
    *,
    days: int = 90,
    told: bool | None = None,
    **choices: Any,
) -> Table:
    """What else the record tells of an organisation near each change of its leader.

    A change is the end of a tenure, between its earliest and its latest day. Listed is every claim
    about a dated moment - known to a year or better - that names the organisation, or an event the
    organisation had to do with, and can have been within `days` of the change. **Nearness in time
    is a coincidence**: nothing here says that the one brought about the other.

    Returns
    -------
    Table
        ``organisation``, ``office``, ``change`` (from whom to whom), ``between`` (days),
        ``what`` (in words), ``when``, ``days_least`` and ``days_most`` from the change (negative:
        before it), ``claim``.

    Raises
    ------
    NotFoundError, ArgumentError, ProjectionError
        As `successions`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = around_successions(ig.load(), "org-isk", "emir", days=30)
    >>> "coincidence" in t.notes[1]
    True
    """
    if days < 0:
        raise ArgumentError(f"days is 0 or more, not {days}")
    scope = Scope.of(kg, **choices)
    lines = lines_of(kg, organisation, role, told=told, scope=scope)
    rows = [
        (kg.entities[body].name, line[0].claim.role, *found)
        for (body, _), line in lines.items()
        for found in _around(kg, body, line, days)
    ]
    columns = (
        Column("organisation", "name of the organisation"),
        Column("office", "title of the office"),
        Column("change", "from whom to whom"),
        Column("between", "days between which the tenure ended"),
        Column("what", "the other claim in words"),
        Column("when", "its date as worded, EDTF"),
        Column("days_least", "fewest days from the change, negative before it, 0 within it"),
        Column("days_most", "most days from the change"),
        Column("claim", "its id"),
    )
    notes = (
        scope.describe((OFFICE,)),
        f"Nearness in time ({days} days) is a coincidence; it says nothing of causes. Ends "
        "without a bound on one side are left out.",
        edition(kg),
    )
    return Table.of(columns, rows, "Around changes of leaders", filter(None, notes))


def _around(kg: KnowledgeGraph, body: str, line: Line, days: int) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    own = {t.claim.id for t in line} | {c for t in line for c in t.because}
    moments = [c for c in _moments(kg, body) if c.id not in own]
    for tenure, following in [*pairwise(line), (line[-1], None)]:
        first, last = tenure.span.end_earliest, tenure.span.end_latest
        if not (known(first) and known(last)) or tenure.claim.end == "..":
            continue
        after = kg.entities[following.claim.subject].name if following else "nobody on record"
        change = f"{kg.entities[tenure.claim.subject].name} > {after}"
        near = []
        for claim in moments:
            span = kg.assess(claim.id).span
            least, most = _apart(first, last, span)
            if abs(least) <= days:
                near.append((least, most, claim))
        rows += [
            (change, _window(first, last), sentence(kg, c), when(c), least, most, c.id)
            for least, most, c in sorted(near, key=lambda n: (n[0], n[1], n[2].id))
        ]
    return rows


def _moments(kg: KnowledgeGraph, body: str) -> list[Claim]:
    """Dated moments that the organisation, or an event it had to do with, has a part in."""
    named = kg.claims(entity=body, status=list(kg.vocabulary.ties))
    events = {e for c in named for e in c.entities if kg.entities[e].kind == "Event"}
    told = {c.id: c for c in named}
    for event in sorted(events):
        told |= {c.id: c for c in kg.claims(subject=event, status=list(kg.vocabulary.ties))}
    return [
        c
        for c in told.values()
        if kg.relation(c).temporality == "instant" and _to_a_year(kg.assess(c.id).span)
    ]


def _to_a_year(span: Span) -> bool:
    first, last = span.start_earliest, span.start_latest
    return bool(known(first) and known(last)) and (last - first).days <= 366


def _apart(first: date, last: date, span: Span) -> tuple[int, int]:
    """Fewest and most days from the window of a change to a moment; negative is before."""
    if span.start_latest < first:
        return (span.start_latest - first).days, (span.start_earliest - last).days
    if span.start_earliest > last:
        return (span.start_earliest - last).days, (span.start_latest - first).days
    outer = max((span.start_latest - first).days, (span.start_earliest - last).days, key=abs)
    return 0, outer
