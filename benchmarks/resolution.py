"""Candidates among 100,000 invented names in two records: time, memory, and what is found.

Half of the names are in one record; the other holds the same bearers in other romanisations, and as
many others. So the number of true pairs is known.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from insurgraph.graph.knowledge import KnowledgeGraph
from insurgraph.graph.model import Entity, Record
from insurgraph.loaders.candidates import accept, candidates

SYLLABLES = ("ba", "da", "du", "fa", "gha", "hi", "ja", "ka", "kha", "li", "mu", "na", "qa", "ri",
             "sa", "sha", "ti", "wa", "ya", "za")  # fmt: skip
GIVEN = ("Muhammad", "Ahmad", "Abdul Rahman", "Khalid", "Umar", "Hassan", "Ali", "Yusuf", "Karim")
OTHERWISE = (("kh", "k"), ("sh", "ch"), ("q", "k"), ("w", "v"), ("Muhammad", "Mohamed"),
             ("Umar", "Omer"), ("Abdul ", "Abd al-"), ("i", "ee"), ("u", "ou"))  # fmt: skip


def word(dice: random.Random) -> str:
    """An invented word."""
    letters = "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4)))
    return letters.capitalize() + dice.choice(["", "n", "r", "d"])


def name(dice: random.Random) -> str:
    """An invented person's name: a given name that many bear, and one or two words."""
    words = [dice.choice(GIVEN), *(word(dice) for _ in range(dice.randint(1, 2)))]
    return " ".join(words)


def otherwise(text: str, dice: random.Random) -> str:
    """The name as another clerk writes it."""
    for one, other in dice.sample(OTHERWISE, 3):
        text = text.replace(one, other)
    return text


def records(size: int, seed: int = 1) -> KnowledgeGraph:
    """Two records with so many names in all, half of the bearers in common."""
    dice = random.Random(seed)  # noqa: S311 - invented names
    names = [name(dice) for _ in range(size * 3 // 4)]
    shared = names[: size // 4]
    one = [
        Entity(f"person-a{n}", "Person", name=t, record="a")
        for n, t in enumerate(names[: size // 2])
    ]
    two = shared + names[size // 2 :]
    other = [
        Entity(f"person-b{n}", "Person", name=otherwise(t, dice), record="b")
        for n, t in enumerate(two)
    ]
    return KnowledgeGraph([Record("a"), Record("b")], [*one, *other])


def main(size: int) -> None:
    """Measure and print."""
    kg = records(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, work = time.perf_counter(), time.process_time()
    found = candidates(kg, at_least=80)
    seconds, work = time.perf_counter() - start, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    true = {f"person-{{}}{n}" for n in range(size // 4)}
    hits = sum(c.one.replace("-a", "-{}") == c.other.replace("-b", "-{}") for c in found)
    print(
        f"{len(kg.entities):,} names: {seconds:.1f} s ({work:.1f} s of work), "
        f"{(peak - before) / 1024:.0f} MB more than"
    )
    print(f"the record itself, {len(found):,} candidates, {hits:,} of {len(true):,} true pairs")
    print(
        f"{len(accept(kg, found, '2026-01-01')):,} a rule would join: persons need more than names"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
