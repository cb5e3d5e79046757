"""Pictures of results, as SVG or PNG: for a report, readable in grey, with their source below.

Each takes what the analysis it belongs to gives, and draws it with matplotlib (the extra
``plots``). Nothing is told by colour: lines differ in dash and marker, areas in shade and hatching,
and what can be named is named beside its mark. The same input gives the same bytes: no date goes
into the file, and the ids inside an SVG come from a fixed salt. Layout follows E. R. Tufte, *The
Visual Display of Quantitative Information* (2001): a slope chart names its lines at their end and
has no frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING, Any

from ...errors import ProjectionError
from ..knowledge import KnowledgeGraph
from ..picture import style
from ..table import Table
from .scope import bounds_of, edition, known

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .succession import Line, Tenure

_DASHES: Sequence[Any] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_GREYS = ("#000000", "#4d4d4d", "#7f7f7f")
_DARK, _LIGHT = "#404040", "#d0d0d0"


def _canvas(width: float, height: float, title: str, notes: Iterable[str]) -> tuple[Figure, Axes]:
    """A figure with a title above its one drawing area and the notes below it."""
    from matplotlib.figure import Figure

    below = [fill(note, int(width * 15)) for note in notes if note]
    lines = sum(note.count("\n") + 1 for note in below)
    foot = 0.16 * lines + 0.5
    height += foot
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0.04, foot / height, 0.92, 1 - (foot + 0.45) / height))
    figure.text(0.02, 1 - 0.12 / height, title, va="top", fontsize=11, fontweight="bold")
    figure.text(0.02, 0.08 / height, "\n".join(below), va="bottom", fontsize=7, color=_DARK)
    return figure, axes


def slope_chart(table: Table, lowest: int = 10) -> Figure:
    """Ranks by year, from `insurgraph.graph.analysis.timeline.timeline`.

    Parameters
    ----------
    table : Table
    lowest : int
        Ranks below this are not drawn.

    Raises
    ------
    ProjectionError
        If the table has no row.
    """
    rows = [r for r in table if r["rank"] <= lowest]
    if not rows:
        raise ProjectionError(f"no rank of {lowest} or better to draw")
    lines: dict[str, dict[int, int]] = {}
    label = {r["id"]: r["name"] for r in rows}
    for row in rows:
        lines.setdefault(row["id"], {})[row["year"]] = row["rank"]
    years = sorted({r["year"] for r in rows})
    deepest = max(r["rank"] for r in rows)
    with style():
        notes = ("Marks of one rank in one year stand below each other.", *table.notes)
        figure, axes = _canvas(9, 1 + 0.35 * max(deepest, 6), table.title, notes)
        box = axes.get_position()
        axes.set_position((box.x0 + 0.01, box.y0, 0.62, box.height))
        _slopes(axes, lines, years)
        ends = [(float(ranks[max(ranks)]), max(ranks), label[one]) for one, ranks in lines.items()]
        for height, (rank, last, name) in _spaced(ends):
            gone = "" if last == years[-1] else f" (to {last:.0f})"
            axes.annotate(
                f"{rank:.0f}  {name}{gone}", (years[-1], rank), (years[-1] + 0.15, height),
                va="center", annotation_clip=False,
            )  # fmt: skip
        axes.set_ylim(deepest + 0.6, 0.4)
        axes.set_xlim(years[0] - 0.2, years[-1] + 0.1)
        axes.set_xticks(years, [str(y) for y in years])
        axes.set_yticks(range(1, deepest + 1))
        axes.set_ylabel("rank")
        axes.spines["bottom"].set_visible(False)
    return figure


def _slopes(axes: Axes, lines: Mapping[str, Mapping[int, int]], years: Sequence[int]) -> None:
    """A line an actor, told apart by dash, marker and grey."""
    beside = _beside(lines, years)
    for number, (one, ranks) in enumerate(lines.items()):
        axes.plot(
            years,
            [ranks[y] + beside[one, y] if y in ranks else float("nan") for y in years],
            linestyle=_DASHES[number % len(_DASHES)],
            color=_GREYS[number % len(_GREYS)],
            marker=_MARKERS[number % len(_MARKERS)],
            markersize=6,
            linewidth=1.4,
        )


def _beside(
    lines: Mapping[str, Mapping[int, int]], years: Iterable[int]
) -> dict[tuple[str, int], float]:
    """How far below its rank each mark is drawn, so that equal ranks do not hide each other."""
    moved: dict[tuple[str, int], float] = {}
    for year in years:
        before: dict[int, int] = {}
        for one, ranks in lines.items():
            if year in ranks:
                moved[one, year] = 0.17 * before.get(ranks[year], 0)
                before[ranks[year]] = before.get(ranks[year], 0) + 1
    return moved


def _spaced(
    ends: Sequence[tuple[float, float, str]],
) -> list[tuple[float, tuple[float, float, str]]]:
    """Heights for labels that do not run into each other, in the order of ranks."""
    placed: list[tuple[float, tuple[float, float, str]]] = []
    for end in sorted(ends):
        least = placed[-1][0] + 0.42 if placed else end[0]
        placed.append((max(end[0], least), end))
    return placed


def rank_chart(table: Table, top: int = 20) -> Figure:
    """Ranks with their intervals, from `insurgraph.graph.analysis.intervals.rank_intervals`.

    A dot is the median rank over the draws, the line runs from 5 to 95 %, the open diamond is the
    rank with every claim.

    Parameters
    ----------
    table : Table
    top : int
        Actors to draw of each measure.

    Raises
    ------
    ProjectionError
        If the table has no row.
    """
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for row in table:
        parts.setdefault(row["measure"], []).append(row)
    if not parts:
        raise ProjectionError("no rank to draw")
    lines: list[str | Mapping[str, Any]] = []
    for measure, rows in parts.items():
        lines += [measure, *rows[:top]]
    meaning = next(c.meaning for c in table.columns if c.name == "in_top")
    with style():
        notes = (
            "Dot: median rank over the draws. Line: from 5 to 95 % of them. Diamond: rank with "
            "every claim, beside the line where draws, which have fewer, agree on another. "
            f"Figure: {meaning}.",
            *table.notes,
        )
        figure, axes = _canvas(9, 0.9 + 0.27 * len(lines), table.title, notes)
        box = axes.get_position()
        axes.set_position((0.27, box.y0, 0.64, box.height))
        for height, line in enumerate(lines):
            if isinstance(line, str):
                axes.axhline(height + 0.45, color=_LIGHT, linewidth=0.8)
            else:
                _interval(axes, line, height)
        labels = [line.capitalize() if isinstance(line, str) else _short(line["name"])
                  for line in lines]  # fmt: skip
        axes.set_yticks(range(len(lines)), labels, fontsize=8)
        for label, line in zip(axes.get_yticklabels(), lines, strict=True):
            label.set_fontweight("bold" if isinstance(line, str) else "normal")
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.set_xlabel("rank")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    return figure


def _interval(axes: Axes, row: Mapping[str, Any], height: int) -> None:
    low, high = row["rank_5"], row["rank_95"]
    axes.plot((low, high), (height, height), "-|", color=_DARK, linewidth=1.2, markersize=6)
    axes.plot(row["median_rank"], height, "o", color="black", markersize=5)
    axes.plot(row["rank"], height, "D", color="black", markerfacecolor="none", markersize=8)
    axes.annotate(
        f"{row['in_top']:.0%}", (1.01, height), xycoords=axes.get_yaxis_transform(),
        va="center", fontsize=8, annotation_clip=False,
    )  # fmt: skip


def leadership_timeline(kg: KnowledgeGraph, lines: Mapping[tuple[str, str], Line]) -> Figure:
    """Tenures on a time axis, from `insurgraph.graph.analysis.succession.lines_of`.

    Dark is when a holder must have been in office, light when he can have been; an arrow says that
    the record sets no bound on that side.

    Raises
    ------
    ProjectionError
        If no tenure has a date.
    """
    tenures = [(body, t) for (body, _), line in lines.items() for t in line]
    days = [day for _, t in tenures for day in bounds_of(t.span)]
    if not days:
        raise ProjectionError("no tenure has a date to draw")
    first, last = int(_year_of(min(days))) - 0.2, int(_year_of(max(days))) + 1.2
    labels = [_label(kg, body, t) for body, t in tenures]
    deepest = max(label.count("\n") for label in labels)
    notes = (
        "Dark: in office for certain. Light: possibly. Arrow: no bound on record on that side; "
        "a row without a bar has no date at all.",
        edition(kg),
    )
    with style():
        figure, axes = _canvas(
            9, 0.9 + (0.26 + 0.16 * deepest) * len(tenures), "Lines of leaders", notes
        )
        box = axes.get_position()
        axes.set_position((0.3, box.y0, 0.42, box.height))
        for row, (_, tenure) in enumerate(tenures):
            _bar(axes, tenure, row, first, last)
        axes.set_yticks(range(len(tenures)), labels, fontsize=8)
        axes.set_ylim(len(tenures) - 0.4, -0.6)
        axes.set_xlim(first, last)
        axes.set_xticks(range(int(first) + 1, int(last) + 1))
        axes.tick_params(axis="y", length=0, pad=9)
        axes.spines["left"].set_visible(False)
    return figure


def _label(kg: KnowledgeGraph, body: str, tenure: Tenure) -> str:
    office = fill(f"{tenure.claim.role}, {kg.entities[body].name}", 38)
    return f"{kg.entities[tenure.claim.subject].name}\n{office}"


def _bar(axes: Axes, tenure: Tenure, row: int, first: float, last: float) -> None:
    """One tenure, and how it ended; `first` and `last` are the ends of the axis."""
    span = tenure.span
    a, b, c, d = span.start_earliest, span.start_latest, span.end_earliest, span.end_latest
    if bounds_of(span):
        left = _year_of(a) if known(a) else first
        right = _year_of(d) if known(d) else last
        axes.barh(row, right - left, 0.62, left, color=_LIGHT, edgecolor=_DARK, lw=0.6)
        for day, x, arrow in ((a, left, "<"), (d, right, ">")):
            if not known(day):
                axes.plot(x, row, arrow, color=_DARK, markersize=6, clip_on=False)
    if known(b) and known(c) and b < c:
        axes.barh(row, _year_of(c) - _year_of(b), 0.62, _year_of(b), color=_DARK)
    ended = fill("; ".join(tenure.ended[:1]) or "end not told", 38)
    axes.annotate(
        ended, (last, row), (9, 0), textcoords="offset points", va="center", fontsize=7,
        annotation_clip=False,
    )  # fmt: skip


def _year_of(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def defection_flow(table: Table) -> Figure:
    """Origins and destinations, from `insurgraph.graph.analysis.defections.defection_matrix`.

    A line is as wide as there are named persons; a dashed one stands for groups and unnamed
    members alone, whose number is seldom known.

    Raises
    ------
    ProjectionError
        If the table has no row.
    """
    rows = list(table)
    if not rows:
        raise ProjectionError("no move to draw")
    origins = list(dict.fromkeys(r["origin"] for r in rows))
    targets = list(dict.fromkeys(r["destination"] for r in rows))
    deepest = max(len(origins), len(targets))
    left = {o: (i + 0.5) * deepest / len(origins) for i, o in enumerate(origins)}
    right = {t: (i + 0.5) * deepest / len(targets) for i, t in enumerate(targets)}
    with style():
        notes = (
            "Solid: named persons, as wide as they are many (the figure). Dashed: groups and "
            "unnamed members alone (g: claims).",
            *table.notes,
        )
        figure, axes = _canvas(9, 1 + 0.45 * deepest, table.title, notes)
        drawn: dict[str, int] = {}
        for row in rows:
            _stream(axes, row, left[row["origin"]], right[row["destination"]])
        for row in rows:
            turn = drawn[row["origin"]] = drawn.get(row["origin"], 0) + 1
            _figure(axes, row, left[row["origin"]], right[row["destination"]], turn)
        for side, x, align in ((left, -0.02, "right"), (right, 1.02, "left")):
            for name, height in side.items():
                axes.text(x, height, fill(name, 30), ha=align, va="center")
        axes.set_xlim(-0.62, 1.55)
        axes.set_ylim(deepest, 0)
        axes.axis("off")
    return figure


def _stream(axes: Axes, row: Mapping[str, Any], start: float, end: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    persons = row["persons"]
    points = [(0, start), (0.45, start), (0.55, end), (1, end)]
    curve = Curve(points, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4])
    axes.add_patch(
        PathPatch(
            curve,
            facecolor="none",
            edgecolor=_DARK if persons else "#7f7f7f",
            linewidth=2.0 * persons if persons else 1.0,
            linestyle="-" if persons else (0, (4, 2)),
        )
    )


def _figure(axes: Axes, row: Mapping[str, Any], start: float, end: float, turn: int) -> None:
    """How many, on the line: the further along, the more lines leave the same origin."""
    persons, groups = row["persons"], len(row["groups"])
    said = " + ".join(filter(None, (str(persons or ""), f"{groups}g" if groups else "")))
    t = 0.1 + 0.26 * (turn - 1) % 0.8
    x = 3 * (1 - t) ** 2 * t * 0.45 + 3 * (1 - t) * t**2 * 0.55 + t**3
    y = ((1 - t) ** 3 + 3 * (1 - t) ** 2 * t) * start + (3 * (1 - t) * t**2 + t**3) * end
    axes.text(
        x, y, said, ha="center", va="center", fontsize=8, zorder=3,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def signed_chart(table: Table, top: int = 25) -> Figure:
    """Signed dyads by year, from `insurgraph.graph.analysis.balance.signed_dyads`.

    White with + is co-operative, dark with - hostile, hatched with both ambivalent; blank is no tie
    on record.

    Raises
    ------
    ProjectionError
        If the table has no row.
    """
    rows = list(table)[:top]
    if not rows:
        raise ProjectionError("no signed dyad to draw")
    signs = [str(r["signs"]).split(" ") for r in rows]
    meaning = next(c.meaning for c in table.columns if c.name == "signs")
    first = int(meaning.split(" ", 1)[0])
    years = range(first, first + len(signs[0]))
    left_out = f" {len(table) - len(rows)} more dyads are not drawn." if len(table) > top else ""
    with style():
        notes = (
            "+ co-operative, \u2212 hostile, \u00b1 both (ambivalent), blank no tie on record."
            + left_out,
            *table.notes,
        )
        figure, axes = _canvas(9, 0.9 + 0.3 * len(rows), table.title, notes)
        box = axes.get_position()
        axes.set_position((0.48, box.y0, 0.5, box.height))
        for height, those in enumerate(signs):
            for year, sign in zip(years, those, strict=True):
                _cell(axes, year, height, sign)
        labels = [f"{_short(r['one'])} \u2013 {_short(r['other'])}" for r in rows]
        axes.set_yticks(range(len(rows)), labels, fontsize=7.5)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        step = max(1, len(years) // 8)
        axes.set_xticks(list(years)[::step])
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return figure


def _cell(axes: Axes, year: int, height: int, sign: str) -> None:
    from matplotlib.patches import Rectangle

    if sign == ".":
        return
    face = {"+": "white", "-": _DARK, "+-": "white"}[sign]
    hatch = "////" if sign == "+-" else None
    box = (year - 0.45, height - 0.4)
    axes.add_patch(
        Rectangle(box, 0.9, 0.8, facecolor=face, edgecolor="#7f7f7f", hatch=hatch, linewidth=0.6)
    )
    said = {"+": "+", "-": "\u2212", "+-": "\u00b1"}[sign]
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if hatch else None
    axes.text(
        year, height, said, ha="center", va="center", bbox=plain,
        color="white" if sign == "-" else "black", fontsize=8,
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "\u2026"
