"""Finding an entity by any of its names, however they are spelled.

Names of this field come through several scripts and no agreed romanisation (*Hafiz Saeed Khan*,
*Hafez Said Khan*), so a search compares three forms of a name: as folded text, as a skeleton of
consonants in which usual romanisations of one sound agree, and by edit distance
(``rapidfuzz``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_JOINERS = re.compile(r"[\s\-_/.,()\"“”]+")
_DROPPED = re.compile(r"['’‘`ʼʿʾʻ*]")
_ARTICLES = frozenset({"al", "ul", "el", "ur", "ud", "us", "e", "i", "the", "of"})
_SOUNDS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "z"), ("ph", "f"),
    ("ch", "c"), ("q", "k"), ("x", "k"), ("w", "v"), ("j", "z"), ("z", "s"), ("y", "i"),
)  # fmt: skip
_WEAK = 92.0  # what a weak name scores at most: below what decides, above a part of a name
_VOWELS = re.compile(r"[aeiouh]")


@dataclass(frozen=True, slots=True)
class Match:
    """One entity that a search found.

    Attributes
    ----------
    entity : str
        Its id.
    name : str
        The name that matched.
    score : float
        0 to 100; 100 is the same name.
    reason : str
        Why it matched, in words.
    """

    entity: str
    name: str
    score: float
    reason: str


def fold(text: str) -> str:
    """Case, accents, apostrophes and joining signs taken away.

    Examples
    --------
    >>> fold("Lashkar-e-Ṭayyiba’s")
    'lashkar e tayyibas'
    """
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return _JOINERS.sub(" ", _DROPPED.sub("", bare)).strip()


def skeleton(text: str) -> str:
    """Consonants only, with the romanisations of one sound made one; articles left out.

    Examples
    --------
    >>> skeleton("Tehrik-e Taliban") == skeleton("Tahreek-i-Taliban")
    True
    """
    words = [w for w in fold(text).split() if w not in _ARTICLES] or fold(text).split()
    return " ".join(filter(None, (_bones(w) for w in words)))


def _bones(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    bones = word[:1].replace("h", "h") + _VOWELS.sub("", word[1:])
    if bones[:1] in "aeiou":
        bones = "a" + bones[1:]
    return re.sub(r"(.)\1+", r"\1", bones)


class NameIndex:
    """All names of a graph, ready to be searched.

    Parameters
    ----------
    names : iterable of (entity id, name, weak)
        Every name once; `weak` ones never decide alone which entity is meant.
    """

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        self._entries: list[tuple[str, str, str, str, bool]] = []
        self._exact: dict[tuple[str, bool], list[str]] = {}
        for entity, name, weak in names:
            folded = fold(name)
            self._entries.append((entity, name, folded, skeleton(name), weak))
            for key in dict.fromkeys((folded, folded.replace(" ", ""))):
                self._exact.setdefault((key, weak), []).append(entity)

    def exact(self, text: str, *, weak: bool = False) -> tuple[str, ...]:
        """Ids of the entities that bear exactly this name, folding apart: in full, or weakly."""
        folded = fold(text)
        found = (
            self._exact.get((folded, weak))
            or self._exact.get((folded.replace(" ", ""), weak))
            or []
        )
        return tuple(dict.fromkeys(found))

    def find(self, text: str, limit: int = 10) -> list[Match]:
        """Entities whose names are like a text, best first, each with its best name.

        Parameters
        ----------
        text : str
            Any name, part of a name, or misspelling.
        limit : int
            At most so many entities.
        """
        query, bones = fold(text), skeleton(text)
        if not query:
            return []
        best: dict[str, Match] = {}
        for entity, name, folded, frame, weak in self._entries:
            score, reason = _likeness(query, bones, folded, frame)
            if weak and score > _WEAK:
                score, reason = _WEAK, f"{reason}, a weak one"
            if score >= 70 and (entity not in best or score > best[entity].score):
                best[entity] = Match(entity, name, round(score, 1), reason)
        return sorted(best.values(), key=lambda m: (-m.score, m.entity))[:limit]


def _likeness(query: str, bones: str, folded: str, frame: str) -> tuple[float, str]:
    """Score and reason of one name for one query."""
    from rapidfuzz import fuzz

    if query == folded or query.replace(" ", "") == folded.replace(" ", ""):
        return 100.0, "same name"
    if len(bones) >= 3 and bones == frame:  # fewer consonants are those of any acronym
        near = fuzz.ratio(query, folded) >= 65  # Kareem is Karim, Kurram may be a valley
        return 95.0 if near else 85.0, "same sounds in another spelling"
    words, asked = set(folded.split()), set(query.split())
    if asked <= words:
        return 90.0 - min(20, len(words - asked)), "part of the name"
    if len(query) >= 3 and folded.startswith(query):
        return 88.0, "beginning of the name"
    if len(bones) >= 3 and bones.split() and set(bones.split()) <= set(frame.split()):
        return 85.0 - min(10, len(words)), "part of the name in another spelling"
    spelled = fuzz.token_sort_ratio(query, folded)
    sounded = fuzz.token_sort_ratio(bones, frame) if len(bones) >= 4 and len(frame) >= 4 else 0.0
    if spelled >= sounded - 5:
        return 0.95 * spelled, "similar spelling"
    return 0.85 * sounded, "similar sounds"
