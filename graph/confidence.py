"""How probable a claim is taken to be, from how sure the record is of it.

The record grades in words and letters; to draw networks from it (`analysis.intervals`) or to
weigh a tie by its best grade (`network.Projection.weight`), each claim needs a number. It is

.. math:: p = 1 - (1 - c \\cdot r \\cdot s) \\, (1 - q)^{k - 1}

with :math:`c` for the credibility of its best passage, :math:`r` for the reliability of that
passage's source, :math:`s` for the claim's status and :math:`k` for the number of independent
passages behind it: each one after the first takes away the share :math:`q` of the doubt left.

The numbers are a convention, not a measurement: they keep the order of the words, let credibility
lead and reliability only moderate it - as officers were found to read the two scales (M. G. Samet,
*Subjective Interpretation of Reliability and Accuracy Scales for Evaluating Military
Intelligence*, ARI Technical Paper 260, 1975) - and put what cannot be judged in the middle. Every
one of them can be replaced; a result that depends on them says so and should be tried with others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from .grading import Grade
from .vocabulary import nearest

if TYPE_CHECKING:
    from .knowledge import KnowledgeGraph
    from .table import Table

CREDIBILITY: Mapping[int, float] = MappingProxyType(
    {1: 0.95, 2: 0.85, 3: 0.7, 4: 0.4, 5: 0.15, 6: 0.5}
)
RELIABILITY: Mapping[str, float] = MappingProxyType(
    {"A": 1.0, "B": 0.95, "C": 0.9, "D": 0.8, "E": 0.6, "F": 0.8}
)
STATUS: Mapping[str, float] = MappingProxyType(
    {"asserted": 1.0, "reported": 0.95, "alleged": 0.8, "inferred": 0.8, "disputed": 0.5}
    | dict.fromkeys(("unsupported", "denied", "retracted"), 0.0)
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The table that turns status, grade and number of independent passages into a probability.

    Attributes
    ----------
    credibility : mapping of int to float
        Of a passage, 1 to 6.
    reliability : mapping of str to float
        Factor for the source, A to F.
    status : mapping of str to float
        Factor for the claim.
    further : float
        Share of the remaining doubt that each further independent passage takes away.

    Examples
    --------
    >>> Confidence().probability("asserted", [Grade("B", 2)], 1)
    0.8075
    >>> Confidence().probability("asserted", [Grade("B", 2)], 2)
    0.90375
    """

    credibility: Mapping[int, float] = field(default_factory=lambda: CREDIBILITY)
    reliability: Mapping[str, float] = field(default_factory=lambda: RELIABILITY)
    status: Mapping[str, float] = field(default_factory=lambda: STATUS)
    further: float = 0.5

    @classmethod
    def of(cls, changes: Confidence | Mapping[str, Any] | str | Path | None = None) -> Confidence:
        """The default table with some of its numbers replaced.

        Parameters
        ----------
        changes : Confidence, mapping, path or None
            A whole table; a mapping such as ``{"credibility": {3: 0.5}, "further": 0.3}``; or a
            YAML file that holds one.

        Raises
        ------
        ArgumentError
            If the file cannot be read, or a number is none or lies outside 0 to 1.

        Examples
        --------
        >>> Confidence.of({"credibility": {3: 0.5}}).credibility[3]
        0.5
        """
        if isinstance(changes, Confidence):
            return changes
        if isinstance(changes, str | Path):
            changes = _read(Path(changes))
        parts = {f.name: getattr(cls(), f.name) for f in fields(cls)}
        for name, value in (changes or {}).items():
            if name not in parts:
                raise ArgumentError(f"a confidence table has no {name!r}{nearest(name, parts)}")
            parts[name] = _replaced(name, parts[name], value)
        return cls(**parts)

    def of_grade(self, grade: Grade) -> float:
        """Probability of one passage, its status apart."""
        return self.credibility[grade.credibility] * self.reliability[grade.reliability]

    def probability(self, status: str, grades: list[Grade] | tuple[Grade, ...], k: int) -> float:
        """Probability of a claim of that status, these best grades and `k` independent passages.

        Raises
        ------
        ArgumentError
            If the table has nothing for that status.
        """
        if status not in self.status:
            raise ArgumentError(
                f"the confidence table says nothing of claims that are {status}; add it under "
                "'status'"
            )
        first = max(map(self.of_grade, grades), default=0.0) * self.status[status]
        if first == 0:
            return 0.0
        return 1 - (1 - first) * (1 - self.further) ** (max(k, 1) - 1)

    def of_claim(self, kg: KnowledgeGraph, claim_id: str) -> float:
        """Probability of one claim of a record."""
        found = kg.assess(claim_id)
        return self.probability(found.status, found.grades, found.independent)

    def table(self) -> Table:
        """The numbers as a table."""
        from .table import Column, Table

        rows: list[tuple[str, str, float]] = []
        for part in ("credibility", "reliability", "status"):
            rows += [(part, str(key), value) for key, value in getattr(self, part).items()]
        rows.append(("further", "each further independent passage", self.further))
        columns = [
            Column("part", "of the grade"),
            Column("value", "letter, digit or word"),
            Column("number", "probability (credibility), factor, or share of the doubt taken away"),
        ]
        return Table.of(columns, rows, "Confidence", (__doc__.split("\n\n")[0],))


def _replaced(name: str, old: Any, new: Any) -> Any:
    if not isinstance(old, Mapping):
        return _probability(name, new)
    if not isinstance(new, Mapping):
        raise ArgumentError(f"confidence, {name}: a mapping of grade to number is expected")
    for key in new:
        if key not in old and name != "status":
            raise ArgumentError(f"confidence, {name}: no grade {key!r}; there are {list(old)}")
    return MappingProxyType(
        dict(old) | {k: _probability(f"{name}, {k}", v) for k, v in new.items()}
    )


def _probability(where: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ArgumentError(f"confidence, {where}: {value!r} is no number from 0 to 1")
    return float(value)


def _read(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise ArgumentError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise ArgumentError(f"{path}: a mapping is expected, such as credibility: {{3: 0.5}}")
    return found
