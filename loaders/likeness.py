"""How alike two names are, as a score with its reason.

A search (`insurgraph.graph.names`) looks for whoever may be meant by a text, and a part of a name
is good enough for it; here the question is whether two names are names of one bearer, and a part is
not: *al-Qaida* is not *al-Qaida in Iraq*. Both names are taken apart into words, each word of the
one is paired with the word of the other that is most like it, and what stays unpaired on either
side counts against them, by how much it tells: *movement*, *army* or *Islamic* tell little of an
organisation, *Maulana* or *Haji* next to nothing of a person. Words of one sound in several
romanisations, and field words in translation (*harakat*, *tehrik*, *movement*), are alike.

The tables (``words.yaml``) are of this field and were written for it; precision and recall on
labelled pairs are in ``benchmarks/pairs``. ``rigour`` has such tables for companies and needs an
ICU that is built on the spot; of libraries ``rapidfuzz`` measures distances, and ``anyascii``
(through `insurgraph.graph.names`) reads other scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..graph.names import ARTICLES, Form, abbreviates, consonants

#: From this score on two names are taken for names of one bearer.
ALIKE = 82.0

#: All that a person's given name alone, or with a title, can reach.
GIVEN = 80.0

_SIGNS = re.compile(r"[\W_]+")

# How much a word tells of who bears the name, where 1 is a word that no table knows.
_GENERAL, _TELLING, _NAME, _INITIAL, _TITLE = 0.45, 0.8, 0.6, 0.3, 0.15


@dataclass(frozen=True, slots=True)
class _Words:
    """``words.yaml``, by spelling."""

    senses: Mapping[str, str]
    weights: Mapping[str, float]
    fixed: frozenset[str]
    given: Mapping[str, str]
    titles: frozenset[str]
    first: Mapping[str, str]
    last: frozenset[str]
    between: frozenset[str]


@cache
def _words() -> _Words:
    import yaml

    said = yaml.safe_load((files("insurgraph.loaders") / "words.yaml").read_text("utf-8"))
    senses, weights, fixed = {}, {}, set()
    for meaning, parts in said["meanings"].items():
        for word in (*parts["english"], *parts["others"]):
            senses[word] = meaning
            weights[word] = _TELLING if parts.get("telling") else _GENERAL
        fixed.update(parts["english"])
    regions = _inverted(said["regions"])
    return _Words(
        senses | regions,
        weights | dict.fromkeys(regions, _TELLING),
        frozenset(fixed | regions.keys()),
        _inverted(said["given"]),
        frozenset(said["titles"]),
        _inverted(said["first"]),
        frozenset(said["last"]),
        ARTICLES | frozenset(said["between"]),
    )


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {spelling: word for word, spellings in table.items() for spelling in spellings}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are.

    Attributes
    ----------
    score : float
        0 to 100; from `ALIKE` on they are taken for names of one bearer.
    ground : str
        Why, in words.
    """

    score: float
    ground: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name: in Latin letters, its consonants, what it stands for, what it tells.

    One that is `fixed` is alike only words of the same sense: given names, regions, English.
    There is one object a word, so that what was found of two is found again quickly.
    """

    roman: str
    bones: str
    sense: str
    weight: float
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is compared with others.

    Attributes
    ----------
    form : Form
        As a whole.
    words : tuple of Word
        Articles and what stands between names left out.
    weight : float
        All that they tell.
    given : bool
        A person's given name or title, and nothing else.
    """

    form: Form
    words: tuple[Word, ...]
    weight: float
    given: bool = False


@lru_cache(maxsize=400_000)
def spelling(name: str, kind: str = "Organisation") -> Spelling:
    """A name, ready to be compared; names of persons are read as such."""
    form = Form.of(name)
    person = kind == "Person"
    texts = _with_endings(_person_words(form.words)) if person else form.words
    bare = [b for w in texts if (b := _SIGNS.sub("", w))]
    told = [w for w in bare if w not in _words().between] or bare
    words = tuple(map(_person_word if person else _word, told))
    weight = sum(w.weight for w in words)
    return Spelling(form, words, weight, person and weight < 0.9)


def _person_words(words: tuple[str, ...]) -> Iterator[str]:
    """Words of a person's name, with what belongs together in one: Abd al-Rahman, Fazl Ullah."""
    waiting = ""
    for word in words:
        if waiting and word in ARTICLES:
            continue
        if waiting:
            yield waiting + word
            waiting = ""
        elif word in _words().first:
            waiting = _words().first[word]
        else:
            yield word
    if waiting:
        yield waiting


def _with_endings(words: Iterable[str]) -> list[str]:
    """Words with the ending that belongs to them: Fazl Ullah is Fazlullah."""
    joined: list[str] = []
    for word in words:
        if joined and word in _words().last:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=400_000)
def _person_word(word: str) -> Word:
    known = _words()
    sense = known.given.get(word, "")
    for first in known.first.values():
        rest = word.removeprefix(first)
        if rest != word and rest in known.given:
            sense = f"{first} {known.given[rest]}"
    if word in known.titles:
        weight = _TITLE
    elif word in known.given:
        weight = _NAME
    else:
        weight = _INITIAL if len(word) == 1 else 1.0
    return Word(word, consonants(word), sense, weight)


@lru_cache(maxsize=400_000)
def _word(word: str) -> Word:
    known = _words()
    if word.endswith("ul") and word[:-2] in known.senses:  # Harakatul, with the article
        word = word[:-2]
    sense, weight = known.senses.get(word, ""), known.weights.get(word, 1.0)
    return Word(word, consonants(word), sense, weight, word in known.fixed)


def likeness(one: str, other: str, kind: str = "Organisation") -> Likeness:
    """How alike two names of entities of a kind are, whichever comes first.

    Examples
    --------
    >>> likeness("Tehrik-e Taliban Pakistan", "Pakistani Taliban Movement").score >= ALIKE
    True
    >>> likeness("Jamaat-ul-Ahrar", "Jamaat-ud-Dawa").score >= ALIKE
    False
    >>> likeness("TTP", "Tehrik-e Taliban Pakistan").ground
    'initials'
    >>> likeness("Maulana Fazlullah", "Mullah Fazl Ullah", "Person").score
    87.0
    """
    return compare(spelling(one, kind), spelling(other, kind))


def compare(one: Spelling, other: Spelling) -> Likeness:
    """How alike two spellings are: the best ground there is."""
    if one.given or other.given:
        score, _ = _paired(one, other)
        return Likeness(round(min(score, GIVEN), 1), "a given name or title alone")
    if one.form.text == other.form.text or one.form.glued == other.form.glued:
        return Likeness(100.0, "same name")
    initials = _initials(one.form, other.form)
    if initials:
        return Likeness(initials, "initials")
    score, clash = _paired(one, other)
    ground = "same words in another spelling" if score >= 95 else "words in common"
    if not clash and _otherwise_written(one.form, other.form):
        sounds = _sounds(one.form, other.form)
        if sounds > score:
            return Likeness(sounds, "same sounds, run together or apart")
    return Likeness(round(min(score, 99.0), 1), ground)


def _initials(one: Form, other: Form) -> float:
    for short, long in ((one, other), (other, one)):
        if len(short.words) == 1 and len(long.words) > 1 and len(short.glued) <= 9:
            taken = abbreviates(short.glued, long.words)
            if taken:
                return 86.0 if taken == len(short.glued) > 2 else 70.0
    return 0.0


def _otherwise_written(one: Form, other: Form) -> bool:
    """Whether words may be parted elsewhere: there are not as many, or one script has no vowels."""
    counts = len(one.words) != len(other.words)
    return counts or not (one.text.isascii() and other.text.isascii())


def _sounds(one: Form, other: Form) -> float:
    from rapidfuzz import fuzz

    shared = max(one.runs & other.runs, key=len, default="")
    near = fuzz.ratio(one.roman.replace(" ", ""), other.roman.replace(" ", ""))
    if len(shared) >= 4 and near >= 60:
        return 93.0
    return 88.0 if len(shared) == 3 and near >= 70 else 0.0


def _paired(one: Spelling, other: Spelling) -> tuple[float, bool]:
    """Share of what both names tell that is in pairs of words, 0 to 100; whether words clash.

    Pairs are made from the most alike on; a word has one partner at most.
    """
    alike = []
    for a, mine in enumerate(one.words):
        for b, yours in enumerate(other.words):
            found = 1.0 if mine is yours else _words_alike(mine, yours)
            if found:
                alike.append((found, a, b))
    alike.sort(reverse=True)
    left, right, paired = set(range(len(one.words))), set(range(len(other.words))), 0.0
    for found, a, b in alike:
        if a in left and b in right:
            left.discard(a)
            right.discard(b)
            paired += found * (one.words[a].weight + other.words[b].weight)
    clash = any(
        one.words[a].sense and other.words[b].sense and one.words[a].sense != other.words[b].sense
        for a in left
        for b in right
    )
    return 100 * paired / ((one.weight + other.weight) or 1), clash


@lru_cache(maxsize=1_000_000)
def _words_alike(one: Word, other: Word) -> float:
    """How alike two words are, 0 to 1; 0 is not at all."""
    from rapidfuzz import fuzz

    near = fuzz.ratio(*_without_first(one.roman, other.roman))
    if one.sense and other.sense:
        translated = one.fixed or other.fixed or near >= 55
        return 0.97 if one.sense == other.sense and translated else 0.0
    if min(len(one.roman), len(other.roman)) < 4 and near < 75:  # of initials nothing is left
        return 0.0
    if one.bones == other.bones and len(one.bones) >= 2 and near >= 50:
        return 0.97
    if len(one.roman) == 1 or len(other.roman) == 1:
        return 0.8 if one.roman[0] == other.roman[0] else 0.0
    if one.bones[:1] != other.bones[:1]:
        return 0.0
    if min(len(one.roman), len(other.roman)) >= 5 and near >= 80:
        return near / 100
    if min(len(one.bones), len(other.bones)) >= 4 and fuzz.ratio(one.bones, other.bones) >= 85:
        return 0.85 if near >= 70 else 0.0
    return 0.0


def _without_first(one: str, other: str) -> tuple[str, str]:
    """Two words, without the Abu or Abd that both begin with: it makes nobody more alike."""
    for first in _words().first.values():
        if one.startswith(first) and other.startswith(first):
            return one.removeprefix(first) or one, other.removeprefix(first) or other
    return one, other
