"""Names as official lists print them: several in one text, with acronyms and scripts.

Lists put further names into one free text, part them by commas or semicolons, add acronyms in
brackets and join the last by *and*. `names_in` takes such a text apart as far as the text itself
says where a name ends; where it does not, every reading is kept as a *weak* name, which never
decides alone whom somebody means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .edition import clean

_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][A-Za-z&.\-–]{1,11}")
_JOINED = re.compile(r"^and\s+", re.IGNORECASE)
_NONE = frozenset({"", "n/a", "na", "none", "-", "-0-"})
_ORIGINAL = re.compile(r"^original script\s*:?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_REMARK = re.compile(r"\s*[,;(]")
_LONGEST = 100_000  # characters of a text of names; what is longer is none

#: How Unicode begins the names of a script's letters, and its ISO 15924 code.
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "HEBREW": "Hebr", "GREEK": "Grek",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "SINHALA": "Sinh", "CJK": "Hani",
    "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "GURMUKHI": "Guru", "THAI": "Thai",
    "ARMENIAN": "Armn", "GEORGIAN": "Geor", "ETHIOPIC": "Ethi", "MYANMAR": "Mymr",
}  # fmt: skip


def script_of(text: str) -> str:
    """The script of a text, ISO 15924; ``""`` when it has no letter or is written in several.

    Examples
    --------
    >>> script_of("القاعدة"), script_of("Front 17"), script_of("Фронт (Front)")
    ('Arab', 'Latn', '')
    """
    found = {
        _SCRIPTS.get(unicodedata.name(c, "").partition(" ")[0], "") for c in text if c.isalpha()
    }
    return found.pop() if len(found) == 1 else ""


def brackets(text: str) -> tuple[str, list[str]]:
    """What of a text stands outside of all brackets, and what in each of the outer ones.

    Examples
    --------
    >>> brackets("Red Pass Front (RPF) (of Tal (upper))")
    ('Red Pass Front', ['RPF', 'of Tal (upper)'])
    """
    depth, outside, inside = 0, "", [""]
    for sign in text:
        if sign == ")" and depth:
            depth -= 1
            if not depth:
                inside.append("")
        if depth:
            inside[-1] += sign
        elif sign not in "()":
            outside += sign
        if sign == "(":
            depth += 1
            outside += " " * (depth == 1)
    found = [c for i in inside if (c := clean(i))]
    return clean(outside).strip(" ,;"), found


def acronyms(name: str) -> list[str]:
    """The acronyms that stand in brackets after a name.

    Examples
    --------
    >>> acronyms("Red Pass Front (RPF)"), acronyms("Amber Front (Society for Trade)")
    (['RPF'], [])
    >>> acronyms("AMBER FOUNDATION (KENYA)"), acronyms("RED PASS FRONT (RPF)")
    ([], ['RPF'])
    """
    outside, inside = brackets(name)
    parts = (p.strip() for inner in inside for p in re.split("[,;/()]", inner))
    found = [p for p in parts if _ACRONYM.fullmatch(p)]
    return [p for p in found if _within(p, outside)] if outside.isupper() else found


def _within(acronym: str, name: str) -> bool:
    """Whether its letters stand in the name in that order, as those of a country do not."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in acronym.casefold() if letter.isalpha())


def readings(name: str) -> list[tuple[str, str]]:
    """A name as it is found: without its brackets, their acronyms, and whole if they say more.

    Examples
    --------
    >>> readings("Red Pass Front (RPF)")
    [('Red Pass Front', 'alias'), ('RPF', 'acronym')]
    >>> readings("Dost (the Younger)")
    [('Dost', 'alias'), ('Dost (the Younger)', 'alias')]
    """
    outside, inside = brackets(name)
    initials = acronyms(name)
    whole = [] if not inside or initials == inside else [clean(name)]
    found = {plain: "alias" for plain in (outside, *whole) if plain.strip(" .,;")}
    return list({**found, **dict.fromkeys(initials, "acronym")}.items())


def names_in(text: str) -> list[tuple[str, str]]:
    """The names in a free text, each with its kind: alias, acronym or weak.

    Examples
    --------
    >>> names_in("Amber Front (AF), Front of Amber and the Resin Army.")[:3]
    [('Amber Front', 'alias'), ('AF', 'acronym'), ('Front of Amber and the Resin Army', 'weak')]
    >>> names_in("Basalt; Stone Men; and Grey Men")
    [('Basalt', 'alias'), ('Stone Men', 'alias'), ('Grey Men', 'alias')]
    >>> names_in("N/A")
    []
    """
    text = clean(text[:_LONGEST])
    if text.casefold() in _NONE:
        return []
    parts = _parted(text)
    found: dict[str, str] = {}
    for number, part in enumerate(parts, start=1):
        joined = len(parts) > 1 and number == len(parts) and _JOINED.match(part)
        name = _unstopped(_JOINED.sub("", part) if joined else part)
        last = number == len(parts) and not joined
        for reading, kind in _readings(name) if last else [(name, "alias")]:
            _add(found, reading, kind)
    return list(found.items())


def _add(found: dict[str, str], name: str, kind: str) -> None:
    """A name and the acronyms in it."""
    for reading, sort in readings(name):
        initials = sort == "acronym" or (kind == "alias" and _initials(reading))
        found.setdefault(reading, "acronym" if initials else kind)


def _initials(name: str) -> bool:
    capitals, letters = sum(map(str.isupper, name)), sum(map(str.isalpha, name))
    return bool(_ACRONYM.fullmatch(name)) and capitals * 2 > letters


def _readings(name: str) -> Iterator[tuple[str, str]]:
    """The last name, which may be two: *and* joins names, and stands within them."""
    halves = _split(name, " and ")
    if len(halves) == 1:
        yield name, "alias"
        return
    yield name, "weak"
    for at in range(1, len(halves)):
        yield " and ".join(halves[:at]), "weak"
        yield " and ".join(halves[at:]), "weak"


def _parted(text: str) -> list[str]:
    """A text at its semicolons, else at its commas, outside of brackets."""
    parts = _split(text, ";" if ";" in brackets(text)[0] else ",")
    return [p for p in parts if p.strip(" .,;")]


def _split(text: str, separator: str) -> list[str]:
    """A text at every separator that stands outside of brackets."""
    depth, parts, start = 0, [], 0
    for at, sign in enumerate(text):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if not depth and at >= start and text.startswith(separator, at):
            parts.append(text[start:at])
            start = at + len(separator)
    return [clean(p) for p in (*parts, text[start:])]


def _unstopped(name: str) -> str:
    """A name without the full stop that ends the text, unless it is that of an abbreviation."""
    word = name.rstrip(".").rpartition(" ")[2]
    return name.rstrip(".") if name.endswith(".") and "." not in word else name


def variants(alias: str) -> list[str]:
    """The names in one alias: one by one, and in the original script beside its transcriptions.

    Examples
    --------
    >>> variants("حقاني (Haqani; Hakkani)")
    ['حقاني', 'Haqani', 'Hakkani']
    >>> variants("Abu Said (original script: Абу Саид)"), variants("Dost; Doost"), variants("A (B)")
    (['Abu Said', 'Абу Саид'], ['Dost', 'Doost'], ['A (B)'])
    """
    outside, inside = brackets(alias)
    inside = [i for i in (_ORIGINAL.sub("", i) for i in inside) if i]
    scripts = {script_of(brackets(part)[0]) for part in (outside, *inside)}
    parts = (outside, *inside) if len(scripts) > 1 and outside else (alias,)
    found = (
        reading for part in parts for p in _parted_at_semicolons(part) for reading in _plain(p)
    )
    return list(dict.fromkeys(p for p in found if p.strip(" ().,;")))


def _plain(alias: str) -> list[str]:
    """An alias without the remark that it is in its original script."""
    outside, inside = brackets(alias)
    if not any(_ORIGINAL.match(i) for i in inside):
        return [clean(alias)]
    return [outside, *filter(None, (_ORIGINAL.sub("", i) for i in inside))]


def _parted_at_semicolons(text: str) -> list[str]:
    return _parted(text) if ";" in brackets(text)[0] else [text]


def without_particulars(alias: str) -> str:
    """An alias of a person without what lists add to it about birth and papers.

    Whatever has a digit is cut off from the comma or bracket before it; an alias with a digit and
    no such sign is not kept at all.

    Examples
    --------
    >>> without_particulars("Anwar Dost, born in Tal on 01 Jan. 1967")
    'Anwar Dost'
    >>> without_particulars("Dost 4711"), without_particulars("Dost, Anwar")
    ('', 'Dost, Anwar')
    """
    digit = _DIGITS.search(alias)
    if digit is None:
        return alias.strip(" ,;")
    cut = _REMARK.search(alias[: digit.start()])
    return alias[: cut.start()].strip(" ,;") if cut else ""
