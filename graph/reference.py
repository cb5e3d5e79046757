"""References: the data set, and one claim with its sources, in the forms that scholars use.

APA (7th edition, plain text), BibTeX and CSL-JSON, the format that Zotero and pandoc read. What a
document does not print is not supplied: a source without a date is *n.d.*, one without an author
is cited by its title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import ArgumentError, NotFoundError
from .dates import EARLIEST, LATEST, parse
from .dossier import sentence, when
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Record, Source
from .vocabulary import nearest

#: Type in CSL for each kind of source in the vocabulary.
CSL_TYPES: Mapping[str, str] = {
    "backgrounder": "report",
    "research-report": "report",
    "scholarly-article": "article-journal",
    "book": "book",
    "policy-brief": "report",
    "commentary": "article-magazine",
    "news-report": "article-newspaper",
    "interview": "interview",
    "opinion-column": "article-newspaper",
    "blog-post": "post-weblog",
    "official-statement": "document",
    "official-list": "document",
    "court-record": "legal_case",
    "reference-work": "book",
    "dataset": "dataset",
}

_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_BODY = frozenset(
    {
        "&", "agency", "and", "army", "association", "authors", "center", "centre", "commission",
        "committee", "contributors", "council", "department", "editors", "for", "force", "forces",
        "foundation", "government", "group", "institute", "institution", "lab", "maintainers",
        "ministry", "nations", "network", "news", "of", "office", "organisation", "organization",
        "post", "press", "project", "service", "society", "team", "the", "times", "university",
    }
)  # fmt: skip
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
        "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or made something: a person with a family name, or a body (`given` is empty).

    Examples
    --------
    >>> Author.of("Martha Reed")
    Author(family='Reed', given='Martha')
    >>> Author.of("Reed, Martha Jane").initials
    'M. J.'
    >>> Author.of("United Nations Security Council").given
    ''
    """

    family: str
    given: str = ""

    @classmethod
    def of(cls, text: str) -> Author:
        """Read one name: ``Family, Given``, or in the order of speech.

        Two to four capitalised words are a person, the last of them the family name, unless one
        is an acronym or a word that only bodies have in their names. Anything else is taken whole.
        """
        text = " ".join(text.split())
        family, comma, given = text.partition(", ")
        if comma and given:
            return cls(family, given)
        words = text.split()
        if 2 <= len(words) <= 4 and all(w[0].isupper() and not _of_body(w) for w in words):
            return cls(words[-1], " ".join(words[:-1]))
        return cls(text)

    @property
    def initials(self) -> str:
        """``M. J.``, hyphens kept."""
        return " ".join("-".join(f"{p[0]}." for p in w.split("-") if p) for w in self.given.split())

    @property
    def apa(self) -> str:
        return f"{self.family}, {self.initials}" if self.given else self.family

    @property
    def tex(self) -> str:
        if not self.given:
            return f"{{{_tex(self.family)}}}"
        return f"{_tex(self.family)}, {_tex(self.given)}"

    @property
    def csl(self) -> dict[str, str]:
        if not self.given:
            return {"literal": self.family}
        return {"family": self.family, "given": self.given}


def _of_body(word: str) -> bool:
    return word.casefold() in _BODY or (len(word) > 1 and word.isupper() and "." not in word)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something to be cited.

    Attributes
    ----------
    key : str
        Unique in a list of references.
    type : str
        A type of CSL 1.0.2.
    authors, contributors : tuple of Author
        Makers, and whoever is named beside them (``with``).
    issued : str
        EDTF; ``""`` is not known.
    genre : str
        In words, ``Data set``.
    container : str
        What it is a part of.
    note : str
        Where in it the claim stands, the licence, the attribution.
    """

    key: str
    type: str
    title: str
    authors: tuple[Author, ...] = ()
    contributors: tuple[Author, ...] = ()
    issued: str = ""
    version: str = ""
    genre: str = ""
    container: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    licence: str = ""
    note: str = ""


def cite(kg: KnowledgeGraph, claim: str = "", style: str = "apa", record: str = "") -> str:
    """References of the records of a graph, or of one claim and the sources it is cited from.

    Parameters
    ----------
    kg : KnowledgeGraph
    claim : str
        Id of a claim; without one the data sets are cited.
    style : {'apa', 'bibtex', 'csl-json'}
    record : str
        Name of one record; all when not given.

    Returns
    -------
    str
        Text that ends with a line break.

    Raises
    ------
    NotFoundError
        If there is no such claim or record.
    ArgumentError
        If there is no such style.

    Examples
    --------
    >>> import insurgraph as ig
    >>> cite(ig.load(), "c-0001").partition(":")[0]
    'insurgraph contributors. (2026). Claim c-0001'
    """
    if style not in STYLES:
        raise ArgumentError(f"no style {style!r}{nearest(style, STYLES)}; {', '.join(STYLES)}")
    if record and record not in kg.records:
        raise NotFoundError(f"no record {record!r}{nearest(record, kg.records)}")
    if claim:
        return STYLES[style](of_claim(kg, kg.claim(claim)))
    wanted = [kg.records[record]] if record else list(kg.records.values())
    return STYLES[style]([of_record(r) for r in wanted])


def of_record(record: Record) -> Reference:
    """The reference of a data set."""
    return Reference(
        key=record.name,
        type="dataset",
        title=record.title or record.name,
        authors=_authors(record.author)[0],
        issued=record.created,
        version=record.version,
        genre="Data set",
        licence=record.licence,
        note=record.attribution,
    )


def of_source(source: Source, note: str = "") -> Reference:
    """The reference of a document."""
    authors, contributors = _authors(source.author)
    return Reference(
        key=source.id,
        type=CSL_TYPES.get(source.kind, "document"),
        title=source.title,
        authors=authors,
        contributors=contributors,
        issued=source.published,
        publisher="" if source.publisher == source.author else source.publisher,
        url=source.url,
        language=source.language,
        note=note,
    )


def of_claim(kg: KnowledgeGraph, claim: Claim) -> list[Reference]:
    """The reference of a claim, as an entry of its data set, and those of its sources after it.

    The claim's has status and grade; each source's note says where in it the claim stands and
    with which stance.
    """
    whole = of_record(kg.records[claim.record])
    found = kg.assess(claim.id)
    dates = when(claim)
    title = f"Claim {claim.id}: {sentence(kg, claim)}" + (f" (EDTF {dates})" if dates else "")
    entry = Reference(
        key=f"{whole.key}-{claim.id}",
        type="entry",
        title=title,
        authors=whole.authors,
        issued=whole.issued,
        version=whole.version,
        genre=whole.genre,
        container=whole.title,
        licence=whole.licence,
        note=". ".join(filter(None, (f"{found.status}, grade {found.grade}", whole.note))),
    )
    by_source: dict[str, list[Citation]] = {}
    for citation in kg.citations_of(claim.id):
        by_source.setdefault(citation.source, []).append(citation)
    sources = [of_source(kg.sources[s], _places(kg, cited)) for s, cited in by_source.items()]
    return [entry, *sorted(sources, key=lambda r: (_apa_authors(r) or r.title).casefold())]


def _places(kg: KnowledgeGraph, cited: Sequence[Citation]) -> str:
    """Where a claim stands in one source: ``asserts: para 1; denies: para 3 (the army)``."""
    words = []
    for one in cited:
        who = kg.entities[one.claimant].name if one.claimant in kg.entities else one.claimant
        words.append(f"{one.stance}: {one.locator}" + (f" ({who})" if who else ""))
    return "; ".join(words)


def _authors(text: str) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Authors, and from the first ``with`` on contributors; names are separated by ``;``."""
    authors: list[Author] = []
    contributors: list[Author] = []
    for name in filter(None, (n.strip() for n in text.split(";"))):
        bare = name.removeprefix("with ")
        (contributors if contributors or bare != name else authors).append(Author.of(bare))
    return tuple(authors), tuple(contributors)


# -- APA -----------------------------------------------------------------------------------------


def apa(references: Sequence[Reference]) -> str:
    """One reference a line, in the order given (APA, 7th edition, without italics)."""
    return "".join(_apa(r) + "\n" for r in references)


def _apa(one: Reference) -> str:
    issued = one.issued[:4] if one.genre else one.issued  # data sets have editions, not days
    who, year = _apa_authors(one), f"({_apa_date(issued)})."
    version = f" (Version {one.version})" if one.version else ""
    genre = f" [{one.genre}]" if one.genre else ""
    if one.container:
        title = _stop(one.title + (f" [{one.note}]" if one.note else ""))
        title += f" In {one.container}{version}{genre}"
    else:
        title = f"{one.title}{version}{genre}"
    head = [who, year, _stop(title)] if who else [_stop(title), year]
    tail = [_stop(one.publisher)] if one.publisher else []
    tail += [_stop(f"Licence: {one.licence}")] if one.licence else []
    tail += [one.url] if one.url else []
    if one.note and not one.container:
        tail.append(_stop(one.note) if one.type == "dataset" else f"[{one.note}]")
    return " ".join([*head, *tail])


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _apa_authors(one: Reference) -> str:
    names = [a.apa for a in one.authors]
    if not names:
        return ""
    listed = _listed(names)
    if one.contributors:
        listed += f" (with {_listed([a.apa for a in one.contributors])})"
    return _stop(listed)


def _listed(names: Sequence[str]) -> str:
    """``A``, ``A, & B``, ``A, B, & C``; of more than twenty the first nineteen and the last."""
    if len(names) == 1:
        return names[0]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", . . . {names[-1]}"
    return ", ".join(names[:-1]) + f", & {names[-1]}"


def _apa_date(issued: str) -> str:
    """An EDTF date in words.

    Examples
    --------
    >>> [_apa_date(d) for d in ("2017-03-08", "2017-05", "2014~", "201X", "../2014", "")]
    ['2017, March 8', '2017, May', 'ca. 2014', '2010–2019', '2014 or earlier', 'n.d.']
    """
    moment = parse(issued)
    if not moment.known:
        return "n.d."
    first, last = _parts(issued)
    if not first or not last:
        return f"{_in_words(first or last)} or {'later' if first else 'earlier'}"
    about = "ca. " if moment.uncertain or moment.approximate else ""
    if first == last:
        return about + _in_words(first)
    joint = " or " if issued.startswith("[") and issued.count(",") == 1 else "–"
    return about + joint.join((_in_words(first), _in_words(last)))


def _in_words(parts: Sequence[int]) -> str:
    if len(parts) == 1:
        return str(parts[0])
    year, month, *day = parts
    return f"{year}, {' '.join([_MONTHS[month - 1], *map(str, day)])}"


def _parts(issued: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last date of an EDTF text as year, month, day, as precise as written.

    An open side is empty.

    Examples
    --------
    >>> _parts("2017-05"), _parts("2014/2016-02"), _parts("2014-1X"), _parts("2014/..")
    (((2017, 5), (2017, 5)), ((2014,), (2016, 2)), ((2014, 10), (2014, 12)), ((2014,), ()))
    """
    moment = parse(issued)
    members = re.findall(r"[0-9X]{4}[0-9X-]*", issued)
    first = min(members, key=lambda m: parse(m).earliest)
    last = max(members, key=lambda m: parse(m).latest)
    return (
        () if moment.earliest == EARLIEST else _as_precise(parse(first).earliest, first),
        () if moment.latest == LATEST else _as_precise(parse(last).latest, last),
    )


def _as_precise(day: date, written: str) -> tuple[int, ...]:
    depth = re.sub(r"(-XX)+$", "", written).count("-") + 1
    return (day.year, day.month, day.day)[:depth]


# -- BibTeX --------------------------------------------------------------------------------------


def bibtex(references: Sequence[Reference]) -> str:
    """Entries of type misc, which needs no field: half of what there is to cite is undated."""
    return "\n".join(_bibtex(r) for r in references)


def _bibtex(one: Reference) -> str:
    first, last = _parts(one.issued) if one.issued else ((), ())
    dated = first if first == last else ()
    howpublished = one.publisher or one.genre
    contributors = " and ".join(f"{a.given} {a.family}".strip() for a in one.contributors)
    notes = (f"With {contributors}" if contributors else "", one.note)
    values = {
        "author": " and ".join(a.tex for a in one.authors),
        "title": f"{{{_tex(one.title)}}}",
        "booktitle": _tex(one.container),
        "howpublished": _tex(howpublished),
        "year": str(dated[0]) if dated else _tex(_apa_date(one.issued)),
        "month": _MONTHS[dated[1] - 1][:3].lower() if len(dated) > 1 else "",
        "day": str(dated[2]) if len(dated) > 2 else "",
        "version": _tex(one.version),
        "language": _tex(one.language),
        "license": _tex(one.licence),
        "url": one.url.replace("{", "%7B").replace("}", "%7D"),
        "note": ". ".join(_tex(n) for n in notes if n),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in values.items()
        if value
    ]
    return "\n".join((f"@misc{{{_key(one.key)},", *lines, "}", ""))


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9:.+/-]", "-", text)


# -- CSL -----------------------------------------------------------------------------------------


def csl_json(references: Sequence[Reference]) -> str:
    """A JSON array of items as the schema of CSL 1.0.2 has them."""
    return json.dumps([_csl(r) for r in references], ensure_ascii=False, indent=2) + "\n"


def _csl(one: Reference) -> dict[str, Any]:
    periodical = one.type in _PERIODICALS
    item: dict[str, Any] = {
        "id": one.key,
        "type": one.type,
        "title": one.title,
        "author": [a.csl for a in one.authors],
        "contributor": [a.csl for a in one.contributors],
        "issued": _csl_date(one.issued),
        "version": one.version,
        "genre": one.genre,
        "container-title": one.container or (one.publisher if periodical else ""),
        "publisher": "" if periodical else one.publisher,
        "URL": one.url,
        "language": one.language,
        "license": one.licence,
        "note": one.note,
    }
    return {k: v for k, v in item.items() if v}


def _csl_date(issued: str) -> dict[str, Any]:
    """``date-parts`` of one date or two, ``circa`` for a doubtful one, words for an open one.

    Examples
    --------
    >>> _csl_date("2014/2016-02")
    {'date-parts': [[2014], [2016, 2]]}
    >>> _csl_date("2014~"), _csl_date("")
    ({'date-parts': [[2014]], 'circa': True}, {})
    """
    moment = parse(issued)
    if not moment.known:
        return {}
    first, last = _parts(issued)
    if not first or not last or (issued.startswith("[") and first != last):
        return {"literal": _apa_date(issued)}
    parts = [list(first)] if first == last else [list(first), list(last)]
    doubtful = moment.uncertain or moment.approximate
    return {"date-parts": parts, **({"circa": True} if doubtful else {})}


STYLES: Mapping[str, Callable[[Sequence[Reference]], str]] = {
    "apa": apa,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
"""Every style by name."""
