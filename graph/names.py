"""Finding an entity by any of its names, however they are spelled.

Names of this field come through several scripts and no agreed romanisation (*Hafiz Saeed Khan*,
*Hafez Said Khan*), run together or apart (*Fazlullah*, *Fazl Ullah*), and often as initials. A
search therefore compares several forms of a name: as folded text, as a skeleton of consonants in
which usual romanisations of one sound agree, as initials, and by edit distance (``rapidfuzz``).
Each match says which of them it rests on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_JOINERS = re.compile(r"[\s\-_/.,()\"“”]+")
_DROPPED = re.compile(r"['’‘`ʼʿʾʻ*]")
#: Articles and particles between the words of a name.
ARTICLES = frozenset(
    {"al", "ul", "el", "ur", "ud", "us", "ar", "ad", "ash", "az", "e", "i", "the", "of"}
)
#: What initials may leave out.
SMALL = ARTICLES | {"a", "and", "for", "in", "on"}
_SOUNDS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "z"), ("ph", "f"),
    ("ch", "s"), ("c", "k"), ("q", "k"), ("x", "k"), ("w", "v"), ("j", "z"), ("z", "s"),
    ("y", "i"),
)  # fmt: skip
_ARABIC = str.maketrans(
    {
        "ا": "a", "آ": "a", "أ": "a", "إ": "a", "ء": "", "ئ": "i", "ؤ": "u", "ب": "b", "پ": "p",
        "ت": "t", "ٹ": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ش": "sh", "ج": "j", "چ": "ch",
        "ح": "h", "ه": "h", "ہ": "h", "ھ": "h", "ة": "a", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "z",
        "ز": "z", "ض": "z", "ظ": "z", "ژ": "zh", "ر": "r", "ڑ": "r", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ی": "i",
        "ي": "i", "ى": "a", "ے": "e", "و": "u", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n", "ښ": "sh",
        "ږ": "g", "ځ": "z", "څ": "ts", "ې": "e", "ۍ": "i", "ګ": "g",
    }
)  # fmt: skip
_CONSONANT_WAW = re.compile(r"(?<![^ ا])و")
_ARABIC_ARTICLE = re.compile(r"(?<![^ ])ال(?=\S{2})")
_WEAKER = 8.0  # what a weak name scores less: below what decides, above a part of a name
_VOWELS = re.compile(r"[aeiouh]")
_TWICE = re.compile(r"(.)\1+")


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
    note : str
        Whom it must not be taken for; what it is, when others bear the same name.
    """

    entity: str
    name: str
    score: float
    reason: str
    note: str = ""


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


def romanised(text: str) -> str:
    """The same in Latin letters: Arabic script by a table that knows its Persian, Pashto and Urdu
    letters, others by ``anyascii``.

    What comes out is for comparing, not for reading: short vowels are not written in Arabic.

    Examples
    --------
    >>> romanised("حافظ سعید"), romanised("القاعدة"), romanised("Ҳизбуллоҳ")
    ('hafz said', 'al qaada', 'hizbulloh')
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    latin = _CONSONANT_WAW.sub("v", _ARABIC_ARTICLE.sub("al ", folded)).translate(_ARABIC)
    return latin if latin.isascii() else fold(_ascii(latin))


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return str(anyascii(text))


def skeleton(text: str) -> str:
    """Consonants only, with the romanisations of one sound made one; articles left out.

    Examples
    --------
    >>> skeleton("Tehrik-e Taliban") == skeleton("Tahreek-i-Taliban") == skeleton("تحریک طالبان")
    True
    """
    words = romanised(text).split()
    return " ".join(filter(None, map(consonants, [w for w in words if w not in ARTICLES] or words)))


def consonants(word: str) -> str:
    """The consonants of one word in Latin letters, behind its first letter; see `skeleton`."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    bones = word[:1] + _VOWELS.sub("", word[1:])
    if bones[:1] in "aeiou":
        bones = "a" + bones[1:]
    return _TWICE.sub(r"\1", bones)


@dataclass(frozen=True, slots=True)
class Form:
    """A name or a query as it is compared.

    Attributes
    ----------
    text, roman : str
        Folded, and in Latin letters.
    words : tuple of str
        Of `roman`.
    bones : str
        The `skeleton`.
    runs : frozenset of str
        Skeletons without gaps, without and with the articles.
    """

    text: str
    roman: str
    words: tuple[str, ...]
    bones: str
    runs: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Form:
        roman, bones = romanised(text), skeleton(text)
        whole = " ".join(map(consonants, roman.split()))
        glued = _run(whole)  # with the articles: Alkaida; a short one says too little
        runs = frozenset(filter(None, (_run(bones), glued if len(glued) > 3 else "")))
        return cls(fold(text), roman, tuple(roman.split()), bones, runs)

    @property
    def glued(self) -> str:
        return self.text.replace(" ", "")


def _run(bones: str) -> str:
    """A skeleton without the gaps between words and what marks their beginnings."""
    glued = bones.replace(" ", "")
    return _TWICE.sub(r"\1", glued[:1] + re.sub("[ah]", "", glued[1:]))


class NameIndex:
    """All names of a graph, ready to be searched.

    Parameters
    ----------
    names : iterable of (entity id, name, weak)
        Every name once; `weak` ones never decide alone which entity is meant.
    """

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        self._entries: list[tuple[str, str, Form, bool]] = []
        self._exact: dict[tuple[str, bool], list[str]] = {}
        for entity, name, weak in dict.fromkeys(names):
            form = Form.of(name)
            self._entries.append((entity, name, form, weak))
            for key in dict.fromkeys((form.text, form.glued)):
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
        asked = Form.of(text)
        if not set(asked.words) - ARTICLES:
            return []
        best: dict[str, Match] = {}
        for entity, name, form, weak in self._entries:
            score, reason = _likeness(asked, form)
            if weak:
                score, reason = score - _WEAKER, f"{reason}, a weak one"
            if score >= 70 and (entity not in best or score > best[entity].score):
                best[entity] = Match(entity, name, round(score, 1), reason)
        return sorted(best.values(), key=lambda m: (-m.score, m.entity))[:limit]


_Grounds = Iterator[tuple[float, str]]


def _likeness(asked: Form, name: Form) -> tuple[float, str]:
    """Score and reason of one name for one query: the best ground there is."""
    if asked.text == name.text or asked.glued == name.glued:
        return 100.0, "same name"
    return max((ground for rule in _RULES for ground in rule(asked, name)), default=(0.0, ""))


def _same_sounds(asked: Form, name: Form) -> _Grounds:
    """Fewer than three consonants are those of any acronym; they count in longer words only."""
    from rapidfuzz import fuzz

    near = fuzz.ratio(asked.roman, name.roman)
    if len(asked.bones) >= 3 and asked.bones == name.bones:  # Kareem is Karim, Kurram a valley
        yield (95.0 if near >= 65 else 85.0), "same sounds in another spelling"
    shared = max(asked.runs & name.runs, key=len, default="")
    if len(shared) >= 3 and len(asked.glued) > 3:
        yield (93.0 if near >= 65 else 84.0), "same sounds, run together or apart"
    elif len(shared) == 2 and near >= 60 and min(len(asked.glued), len(name.glued)) > 3:
        yield 82.0, "same sounds in another spelling"


def _part(asked: Form, name: Form) -> _Grounds:
    """The query is a part of the name."""
    words, query = set(name.words), set(asked.words)
    if query <= words:
        yield 90.0 - min(20, len(words - query)), "part of the name"
    if len(asked.roman) >= 3 and name.roman.startswith(asked.roman):
        yield 88.0, "beginning of the name"
    if len(asked.bones) >= 3 and set(asked.bones.split()) <= set(name.bones.split()):
        yield 85.0 - min(10, len(words)), "part of the name in another spelling"


def _contained(asked: Form, name: Form) -> _Grounds:
    """The name is a part of the query, which says more: the larger part, the better."""
    for query, words, top, reason in (
        (asked.words, name.words, 90, "the name, with more words"),
        (asked.bones.split(), name.bones.split(), 85, "the name in another spelling, with more"),
    ):
        telling = {w for w in words if w not in ARTICLES}
        if telling < set(query) and sum(map(len, telling)) > 3:
            whole = {w for w in query if w not in ARTICLES}
            yield 55 + (top - 55) * sum(map(len, telling)) / sum(map(len, whole)), reason


def _initials(asked: Form, name: Form) -> _Grounds:
    """One is made of the beginnings of the other's words: LeT, CENTCOM."""
    for short, long, top, reason in (
        (asked, name, 89.0, "initials of the name"),
        (name, asked, 78.0, "the name is the initials of this"),
    ):
        size = len(short.glued)
        if 2 <= size <= 9 and (len(short.words) == 1 or len(short.words) == size):
            taken = abbreviates(short.glued, long.words)
            if taken:
                yield (top if taken == size > 2 else top - 6), reason


def abbreviates(short: str, words: tuple[str, ...]) -> int:
    """From how many of the words a short form takes its letters; 0 if it is no short form.

    From five letters on a word may give more than its first, from six on words before the first
    that gives one may be left out.
    """
    for first in range(len(words) - 1 if len(short) >= 6 else 1):
        taken = _taken(short, words[first:], 9 if len(short) >= 5 else 1)
        if taken > 1:
            return taken
    return 0


def _taken(short: str, words: tuple[str, ...], most: int) -> int:
    """The words whose beginnings make the short form, all but small ones; 0 for none."""
    if not words:
        return 0
    word, rest = words[0], words[1:]
    for length in range(1, min(len(word), most) + 1):
        if not short.startswith(word[:length]):
            break
        left = short[length:]
        if not left and all(w in SMALL for w in rest):
            return 1
        taken = _taken(left, rest, most) if left else 0
        if taken:
            return taken + 1
    return _taken(short, rest, most) if word in SMALL else 0


def _similar(asked: Form, name: Form) -> _Grounds:
    """Edit distance, whatever the order of words."""
    from rapidfuzz import fuzz

    yield 0.95 * fuzz.token_sort_ratio(asked.roman, name.roman), "similar spelling"
    if len(asked.bones) >= 4 and len(name.bones) >= 4:
        yield 0.85 * fuzz.token_sort_ratio(asked.bones, name.bones), "similar sounds"


_RULES: tuple[Callable[[Form, Form], _Grounds], ...] = (
    _same_sounds,
    _part,
    _contained,
    _initials,
    _similar,
)
