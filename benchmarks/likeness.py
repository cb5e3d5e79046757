"""How well two names of one bearer are told from names of two: the labelled pairs of ``pairs/``.

Run it to see every figure; with ``--write`` it puts them into ``pairs/result.csv``, which a test
compares with what it works out itself; with ``--errors`` it lists the pairs that go wrong.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path

from insurgraph.loaders.likeness import ALIKE, likeness

PAIRS = Path(__file__).parent / "pairs"
RESULT = PAIRS / "result.csv"
SETS = {"organisations": "Organisation", "persons": "Person"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are names of one bearer."""

    one: str
    other: str
    verdict: str
    category: str

    @property
    def half(self) -> str:
        """``shown`` to whoever wrote the tables, or ``held`` back, by a digest of the names."""
        digest = sha256(f"{self.one}|{self.other}".encode()).digest()
        return "shown" if digest[0] % 2 else "held"


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of one part of one set; precision and recall in per cent."""

    set: str
    part: str
    pairs: int
    found: int
    wrong: int
    missed: int
    precision: str
    recall: str


def pairs(name: str) -> list[Pair]:
    """The labelled pairs of a set."""
    with (PAIRS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Pair(**row) for row in csv.DictReader(file)]


def taken_for_same(pair: Pair, kind: str) -> bool:
    """Whether the names are taken for names of one bearer."""
    return likeness(pair.one, pair.other, kind).score >= ALIKE


def result() -> list[Row]:
    """Counts by set, half and category."""
    return [row for name, kind in SETS.items() for row in _rows(name, kind)]


def _rows(name: str, kind: str) -> Iterator[Row]:
    all_ = pairs(name)
    parts = {"all": all_}
    for half in ("shown", "held"):
        parts[half] = [p for p in all_ if p.half == half]
    for verdict in ("same", "different"):
        for category in sorted({p.category for p in all_ if p.verdict == verdict}):
            group = [p for p in all_ if (p.verdict, p.category) == (verdict, category)]
            parts[f"{verdict}: {category}"] = group
    for part, group in parts.items():
        yield _row(name, kind, part, group)


def _row(name: str, kind: str, part: str, group: Iterable[Pair]) -> Row:
    counts = Counter((p.verdict == "same", taken_for_same(p, kind)) for p in group)
    found, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    return Row(
        name, part, counts.total(), found, wrong, missed,
        _share(found, found + wrong), _share(found, found + missed),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def main(arguments: list[str]) -> None:
    """Print, and do what the arguments say."""
    rows = result()
    if "--write" in arguments:
        with RESULT.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(f.name for f in fields(Row))
            writer.writerows(astuple(r) for r in rows)
    if "--errors" in arguments:
        for name, kind in SETS.items():
            for pair in pairs(name):
                if taken_for_same(pair, kind) != (pair.verdict == "same"):
                    found = likeness(pair.one, pair.other, kind)
                    print(f"{pair.half}\t{pair}\t{found}")
    for row in rows:
        print(*astuple(row), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
