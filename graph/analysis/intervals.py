"""Ranks with intervals: what the record's uncertainty does to a ranking.

A rank is computed from claims that may be wrong and dates that are known to the year. So the
network is drawn again and again: each claim is kept with the probability that
`insurgraph.graph.confidence` gives it, each date is drawn within its bounds, and every measure is
taken of every draw. What an actor's ranks then have in common is what the record can bear.

How a draw is made:

* Claims are drawn one by one, independently. Claims of one document fall together in life more
  often than here; `sensitivity` by source shows what that would do.
* A state's start is uniform over the days it can have begun, its end uniform over the days it can
  have ended that are not before the start drawn; an instant has one day. The claim is a tie when
  the days drawn meet the period that is asked about. Without a period, dates do not matter.
* An open bound is drawn within the *horizon*: from the first to the last day that the record
  names, unless another is given. A state with an end known only to be after 2018 ends, in the
  draws, on any day from then to the end of the horizon.
* Actors are those whom any claim of the projection ties to somebody. One who has no tie left in a
  draw stays, with nothing, and is ranked so; numbers of actors are then the same in every draw.
* Equal actors share the mean of their places (`ranks`), here and in the column ``rank``, so that
  fifty who have nothing are not all tenth.
* Every draw has fewer claims than the record, so a rank with every claim can lie outside its own
  interval: it then hangs on many doubtful claims being right together.

What comes out is about the record: an interval says how far its gaps and doubts move a rank, not
how far the record is from the world. Claims that nobody made are in no draw.

How far centralities bear ties lost at random: S. P. Borgatti, K. M. Carley, D. Krackhardt, On the
robustness of centrality measures under conditions of imperfect data, Social Networks 28 (2006)
124-136, 10.1016/j.socnet.2005.05.001.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import ArgumentError, NotFoundError
from ..confidence import Confidence
from ..dates import ALWAYS, EARLIEST, LATEST, Period, Span, parse, period
from ..knowledge import KnowledgeGraph
from ..table import Column, Table
from .centrality import Measure, measures_named
from .dominance import rank_bounds
from .ensemble import BLOCK, Ensemble, Flags, Floats, Ints
from .plots import rank_chart
from .ranks import mean_ranked
from .scope import edition
from .shares import done
from .support import Support, Ties

#: Two actors are told apart when one is above the other in this share of the draws.
SURE = 0.95

#: Share of the draws that an interval leaves out on either side.
TAIL = 0.05


@dataclass(frozen=True, eq=False)
class Draws:
    """Every measure in every draw.

    Attributes
    ----------
    support : Support
        The network that was drawn from.
    measures : tuple of Measure
    values : mapping of str to array, actors x draws
        Values by name of measure; not a number where undefined.
    ranks : mapping of str to array, actors x draws
        Equal actors share the mean of their places.
    coded : mapping of str to array
        Values in the network with every claim, as `centrality` gives them.
    notes : tuple of str
        How they were drawn.
    """

    support: Support
    measures: tuple[Measure, ...]
    values: Mapping[str, Floats]
    ranks: Mapping[str, Floats]
    coded: Mapping[str, Floats]
    notes: tuple[str, ...] = field(default=())

    def table(self, top: int = 10) -> Table:
        """The intervals; see `rank_intervals`."""
        _at_least_one(top=top)
        best, worst = rank_bounds(self.whole)
        rows: list[tuple[Any, ...]] = []
        notes = list(self.notes)
        for measure in self.measures:
            ranks = self.ranks[measure.name]
            low, median, high = _quantiles(ranks)
            coded = mean_ranked(self.coded[measure.name][:, None], low_first=measure.low_first)
            told = self._told_apart(measure.name)
            means = _means(self.values[measure.name])
            found = [
                (
                    measure.name, *self._who(a), float(coded[a, 0]), float(median[a]),
                    float(low[a]), float(high[a]), float((ranks[a] <= top).mean()),
                    len(coded) - 1 - int(told[a].sum()), int(best[a]), int(worst[a]),
                    _defined(self.coded[measure.name][a]), _defined(means[a]),
                )
                for a in range(len(coded))
            ]  # fmt: skip
            found.sort(key=lambda row: (row[4], row[3], row[1]))
            rows += found
            notes.append(self._statement(measure, [row[1] for row in found[:top]], told))
        return Table.of(_columns(top), rows, "Ranks with intervals", notes, rank_chart)

    def pairs(self, measure: str, top: int = 10) -> Table:
        """Pairs of the highest actors by median rank, and how often which is above the other.

        Returns
        -------
        Table
            ``above``, ``below``, ``above_name``, ``below_name`` (by median rank, equal ones by
            id), ``share`` of draws in which the first is above the second, ``equal`` in which they
            are level, ``told_apart``: whether one is above in 95 % of the draws.

        Raises
        ------
        NotFoundError
            If the measure is not among those drawn.
        """
        _at_least_one(top=top)
        if measure not in self.ranks:
            raise NotFoundError(f"{measure!r} was not drawn; there are {', '.join(self.ranks)}")
        ranks = self.ranks[measure]
        _, median, _ = _quantiles(ranks)
        order = sorted(range(len(median)), key=lambda a: (median[a], self.support.actors[a]))
        rows = []
        for n, one in enumerate(order[:top]):
            for other in order[n + 1 : top]:
                above = float((ranks[one] < ranks[other]).mean())
                equal = float((ranks[one] == ranks[other]).mean())
                sure = max(above, 1 - above - equal) >= SURE
                (first, name), (second, name2) = self._who(one), self._who(other)
                rows.append((first, second, name, name2, above, equal, sure))
        columns = (
            Column("above", "entity with the better median rank"),
            Column("below", "the other entity"),
            Column("above_name", "its preferred name"),
            Column("below_name", "its preferred name"),
            Column("share", "of draws in which the first is above the second"),
            Column("equal", "share of draws in which they are level"),
            Column("told_apart", f"whether one is above in {SURE:.0%} of draws"),
        )
        title = f"Which differences in {measure} the record can bear"
        return Table.of(columns, rows, title, self.notes)

    @property
    def whole(self) -> Ensemble:
        """The network with every claim, direction apart."""
        everything = np.ones((len(self.support.claims), 1), dtype=bool)
        return self.support.ties.networks(everything)

    def _who(self, actor: int) -> tuple[str, str]:
        entity = self.support.kg.entities[self.support.actors[actor]]
        return entity.id, entity.name

    def _told_apart(self, name: str) -> Flags:
        """Who can be told from whom, actors x actors."""
        ranks = self.ranks[name]
        above = np.array([(row < ranks).mean(axis=1) for row in ranks])
        told: Flags = np.maximum(above, above.T) >= SURE
        return told

    def _statement(self, measure: Measure, highest: Sequence[str], told: Flags) -> str:
        """Which of the highest cannot be told apart, in words."""
        place = {actor: n for n, actor in enumerate(self.support.actors)}
        pairs = [(a, b) for n, a in enumerate(highest) for b in highest[n + 1 :]]
        alike = [(a, b) for a, b in pairs if not told[place[a], place[b]]]
        start = f"{measure.name}, the {len(highest)} highest: "
        if not alike:
            return start + f"every pair is told apart (one above in {SURE:.0%} of draws)."
        names = self.support.kg.entities
        listed = [f"{names[a].name} ~ {names[b].name}" for a, b in alike[:_LISTED]]
        more = f" and {len(alike) - _LISTED} more" if len(alike) > _LISTED else ""
        return (
            start + f"{len(alike)} of {len(pairs)} pairs are not distinguishable (neither above "
            f"the other in {SURE:.0%} of draws): {'; '.join(listed)}{more}."
        )


#: Pairs that a statement names before it only counts.
_LISTED = 12


def rank_intervals(
    kg: KnowledgeGraph,
    measures: str | Sequence[str] = (),
    *,
    draws: int = 1000,
    seed: int = 0,
    top: int = 10,
    confidence: Confidence | Mapping[str, Any] | str | Path | None = None,
    horizon: str | Period | None = None,
    cluster: str | None = None,
    **choices: Any,
) -> Table:
    """Ranks of actors, with the intervals that the record's uncertainty leaves them.

    Parameters
    ----------
    kg : KnowledgeGraph
    measures : str or sequence of str
        Some of `insurgraph.graph.analysis.centrality.MEASURES`, or ``"all"``; five when empty.
        Weights do not count; direction counts only in measures that are about it.
    draws : int
        Number of draws.
    seed : int
        The same seed gives the same draws.
    top : int
        The k of "among the k highest".
    confidence : Confidence, mapping or path
        Other numbers for grades; see `insurgraph.graph.confidence`.
    horizon : str or Period
        EDTF period within which open bounds are drawn; what the record names when not given.
    cluster : str, optional
        Address of a scheduler whose workers draw; see `insurgraph.graph.analysis.shares`. The
        table is the same without it.
    **choices
        As in `insurgraph.graph.network.Projection`; hostile ties are kept apart.

    Returns
    -------
    Table
        ``measure``, ``id``, ``name``, ``rank`` (with every claim), ``median_rank``, ``rank_5`` and
        ``rank_95`` (the interval), ``in_top`` (share of draws among the `top` highest), ``alike``
        (number of actors it cannot be told from), ``highest`` and ``lowest`` (rank under any index
        that respects neighbourhood inclusion, see `dominance`), ``value`` (with every claim),
        ``mean`` (over the draws in which it is defined); by measure and median rank. The notes say
        how they were drawn and which differences are not distinguishable.

    Raises
    ------
    NotFoundError, ArgumentError
        If a measure, choice, number or file cannot be used, or the period lies outside the
        horizon.
    ProjectionError
        If no ties are left.
    ClusterError
        If the cluster cannot be reached, or cannot go on.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = rank_intervals(ig.load(), "degree", draws=100, seed=1)
    >>> row = next(iter(t))
    >>> row["rank_5"] <= row["median_rank"] <= row["rank_95"]
    True
    """
    found = draw(
        kg,
        measures,
        draws=draws,
        seed=seed,
        confidence=confidence,
        horizon=horizon,
        cluster=cluster,
        **choices,
    )
    return found.table(top)


def draw(
    kg: KnowledgeGraph,
    measures: str | Sequence[str] = (),
    *,
    draws: int = 1000,
    seed: int = 0,
    confidence: Confidence | Mapping[str, Any] | str | Path | None = None,
    horizon: str | Period | None = None,
    cluster: str | None = None,
    **choices: Any,
) -> Draws:
    """The draws behind `rank_intervals`, with every value; parameters as there."""
    _at_least_one(draws=draws)
    if seed < 0:
        raise ArgumentError(f"seed is 0 or more, not {seed}")
    chosen = measures_named(measures)
    numbers = Confidence.of(confidence)
    support = Support.of(kg, **choices)
    days = period(horizon) if horizon is not None else horizon_of(kg)
    _inside(support.spec.on, days, given=horizon is not None)
    lots = Lots.of(support, chosen, numbers, days, seed)
    shares = (range(n, min(n + BLOCK, draws)) for n in range(0, draws, BLOCK))
    values = joined(done(drawn, lots, shares, cluster))
    everything = np.ones((len(support.claims), 1), dtype=bool)
    return Draws(
        support,
        tuple(chosen),
        values,
        {m.name: mean_ranked(values[m.name], low_first=m.low_first) for m in chosen},
        {name: found[:, 0] for name, found in measured(support.ties, chosen, everything).items()},
        _how(support, draws, seed, lots.chances, days),
    )


@dataclass(frozen=True, eq=False)
class Lots:
    """All that a share of the draws needs.

    Attributes
    ----------
    ties : Ties
    measures : tuple of Measure
    chances : array, claims
        Probability that each is kept.
    bounds : array of int, claims x 4
        First and last day of its start and of its end; empty when dates do not matter.
    instant : array of bool, claims
        Whether it has one day only.
    on : Period
        When a claim has to hold to be a tie.
    seed : int
    """

    ties: Ties
    measures: tuple[Measure, ...]
    chances: Floats
    bounds: Ints
    instant: Flags
    on: Period
    seed: int

    @classmethod
    def of(
        cls,
        support: Support,
        measures: Sequence[Measure],
        numbers: Confidence,
        horizon: Period,
        seed: int,
    ) -> Lots:
        """What is drawn from a support."""
        kg, on = support.kg, support.spec.on
        dated = support.claims if on != ALWAYS else ()
        bounds = [_days(kg.assess(c.id).span, horizon) for c in dated]
        return cls(
            support.ties,
            tuple(measures),
            np.array([numbers.of_claim(kg, c.id) for c in support.claims]),
            np.array(bounds, dtype=np.int64).reshape(-1, 4),
            np.array([kg.relation(c).temporality == "instant" for c in dated], dtype=bool),
            on,
            seed,
        )

    def kept(self, share: range) -> Flags:
        """Which claims are ties in each draw of a share, claims x draws.

        The seed of a share is that of the whole and the number of its first draw.
        """
        claims, dates = np.random.SeedSequence(self.seed, spawn_key=(share.start,)).spawn(2)
        shape = (len(self.chances), len(share))
        found: Flags = np.random.default_rng(claims).random(shape) < self.chances[:, None]
        if self.on != ALWAYS:
            found &= self._held(np.random.default_rng(dates), len(share))
        return found

    def _held(self, chance: np.random.Generator, draws: int) -> Flags:
        """Whether the days drawn for a claim meet the period asked about."""
        first, last, end_first, end_last = self.bounds.T[:, :, None]
        lot = chance.random((2, len(self.bounds), draws))
        start = first + np.floor(lot[0] * (last - first + 1))
        end_first = np.maximum(end_first, start)
        end_last = np.maximum(end_last, start)
        end = end_first + np.floor(lot[1] * (end_last - end_first + 1))
        end = np.where(self.instant[:, None], start, end)
        found: Flags = (start <= self.on.last.toordinal()) & (end >= self.on.first.toordinal())
        return found


def drawn(lots: Lots, share: range) -> Mapping[str, Floats]:
    """Every measure in the draws of one share, actors x draws."""
    return measured(lots.ties, lots.measures, lots.kept(share))


def measured(ties: Ties, measures: Sequence[Measure], kept: Flags) -> Mapping[str, Floats]:
    """Every measure of every network that is left when only some claims are."""
    out: dict[str, Floats] = {}
    for directed in {m.direction == "counted" for m in measures}:
        networks = ties.networks(kept, directed=directed)
        for measure in measures:
            if (measure.direction == "counted") == directed:
                out[measure.name] = measure(networks)
    return out


def joined(parts: Iterable[Mapping[str, Floats]]) -> Mapping[str, Floats]:
    """What shares found, one after the other."""
    found = list(parts)
    return {name: np.concatenate([part[name] for part in found], axis=1) for name in found[0]}


def horizon_of(kg: KnowledgeGraph) -> Period:
    """From the first to the last day that the record names, in a claim or of a document.

    Examples
    --------
    >>> import insurgraph as ig
    >>> horizon_of(ig.load()).first < horizon_of(ig.load()).last
    True
    """
    texts = [c.as_of for c in kg.citations.values()] + [s.published for s in kg.sources.values()]
    moments = [parse(t) for c in kg.claims() for t in (c.start, c.end)] + [parse(t) for t in texts]
    days = [day for m in moments for day in (m.earliest, m.latest) if day not in (EARLIEST, LATEST)]
    return Period(min(days), max(days)) if days else ALWAYS


def _inside(on: Period, horizon: Period, *, given: bool) -> None:
    if on.first <= horizon.last and horizon.first <= on.last:
        return
    names = "the horizon is" if given else "the record names days within"
    raise ArgumentError(
        f"{on} lies outside what open dates are drawn within ({names} {horizon}); ask about that "
        "time, or give another horizon"
    )


def _days(span: Span, horizon: Period) -> tuple[int, int, int, int]:
    """Bounds as numbers of days, the open ones closed by the horizon.

    A bound that is known is never moved: what begins after the horizon begins when it says.
    """
    end_last = _closed(span.end_latest, max(horizon.last, _known(span.end_earliest, EARLIEST)))
    last = min(_closed(span.start_latest, horizon.last), end_last)
    first = min(_closed(span.start_earliest, horizon.first), last)
    end_first = min(max(span.end_earliest, first), end_last)
    return first.toordinal(), last.toordinal(), end_first.toordinal(), end_last.toordinal()


def _closed(day: date, otherwise: date) -> date:
    return otherwise if day in (EARLIEST, LATEST) else day


def _known(day: date, otherwise: date) -> date:
    return otherwise if day in (EARLIEST, LATEST) else day


def _how(
    support: Support, draws: int, seed: int, chances: Floats, horizon: Period
) -> tuple[str, ...]:
    words = [
        support.spec.describe(),
        f"{draws} draws, seed {seed}; {len(chances)} claims, each kept with its probability by "
        f"status, grade and number of independent passages (mean {chances.mean():.2f}).",
    ]
    if support.spec.on != ALWAYS:
        words.append(f"Dates are drawn within their bounds, open ones within {horizon}.")
    words.append(edition(support.kg))
    return tuple(filter(None, words))


def _columns(top: int) -> tuple[Column, ...]:
    return (
        Column("measure", "what was measured"),
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("rank", "with every claim; 1 is most central, equal actors share the mean place"),
        Column("median_rank", "median over the draws"),
        Column("rank_5", "better in fewer than 5 % of draws"),
        Column("rank_95", "worse in at most 5 % of draws"),
        Column("in_top", f"share of draws in which it is among the {top} highest"),
        Column("alike", "actors it cannot be told from"),
        Column("highest", "best rank under any index that respects neighbourhood inclusion"),
        Column("lowest", "worst rank under any such index"),
        Column("value", "of the measure, with every claim"),
        Column("mean", "value, mean over the draws in which it is defined"),
    )


def _quantiles(ranks: Floats) -> tuple[Floats, Floats, Floats]:
    """Lower end, middle and upper end of every actor's ranks; the ends are ranks that occur."""
    low, high = np.quantile(ranks, (TAIL, 1 - TAIL), axis=1, method="inverted_cdf")
    median: Floats = np.median(ranks, axis=1)
    return low, median, high


def _means(values: Floats) -> Floats:
    defined = np.isfinite(values)
    count = defined.sum(axis=1)
    total = values.sum(axis=1, where=defined)
    found: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return found


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _at_least_one(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ArgumentError(f"{name} is 1 or more, not {number}")
