"""The consolidated list of the United Nations Security Council, in its XML.

Every entry of the lists asked for becomes an organisation or a person with its names, and a claim
that it is LISTED_BY the Security Council since its listing date. The claim's ``role`` is the
list, its ``third`` the committee that keeps it; the citation was ``said`` at the last amendment
and is ``as_of`` the day the file was generated. Reference numbers, which no edition changes, make
the ids.

Aliases of good quality are aliases, those of low quality weak names, ``f.k.a.`` former ones; an
acronym in brackets is an acronym, and an alias that lists several spellings is taken apart.
Titles, designations and links out of the comments are kept; a person's alias is cut off where
particulars of birth or papers begin. Everything else is dropped by `DROPPED`.

Several editions may be given, or a newer one loaded over the record of an older one: see
`insurgraph.loaders.listing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from xml.etree.ElementTree import Element

from ..errors import ArgumentError, DateError
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest
from . import aliases, listing, xmlfile
from .archive import digest
from .datetext import edtf
from .edition import Edition, clean
from .mapping import Meaning
from .publication import Loader, Option, Publication
from .reading import Place, Reading, refused

_ENTRIES = ("INDIVIDUAL", "ENTITY")
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ZONE = re.compile(r"(?:Z|[+-]\d{2}:\d{2})$")
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_ENTRY_NUMBER = re.compile(r"\(([A-Z]{2}[ei]\.\d{3})\)")
_BROKEN = re.compile(r"(?<=\w-)\s*\n\s*")
_EVERY = 100  # entries between two reports of progress

#: What is not read, and why.
DROPPED = {
    "INDIVIDUAL_DATE_OF_BIRTH, INDIVIDUAL_PLACE_OF_BIRTH": "birth details",
    "INDIVIDUAL_ALIAS/DATE_OF_BIRTH, CITY_OF_BIRTH, COUNTRY_OF_BIRTH": "birth details",
    "INDIVIDUAL_ALIAS/NOTE, ENTITY_ALIAS/NOTE": "numbers of papers, birth details",
    "INDIVIDUAL_ADDRESS, ENTITY_ADDRESS": "addresses",
    "INDIVIDUAL_DOCUMENT": "numbers of papers",
    "NATIONALITY, GENDER": "personal details",
    "COMMENTS1": "personal details in prose; its links, and in entries of bodies the numbers of "
    "the entries it names, are kept",
    "VERSIONNUM, LIST_TYPE, SORT_KEY, SORT_KEY_LAST_MOD": "of the publisher's own software",
}


def read(reading: Reading) -> KnowledgeGraph:
    """Read one or several editions, the older ones first whatever their order."""
    lists = _lists(reading)
    editions = sorted((_edition(reading, path, lists) for path in reading.paths), key=_day)
    before = [reading.after] if reading.after else []
    return reduce(
        lambda old, new: listing.continued(
            old, new, lists=lists.__contains__, complete=not reading.problems
        ),
        [*before, *editions],
    )


def _day(graph: KnowledgeGraph) -> str:
    return next(iter(graph.records.values())).created


def _lists(reading: Reading) -> frozenset[str]:
    """The roles of the lists that were asked for."""
    known = reading.mapping.tables["UN_LIST_TYPE"]
    wanted = [w.strip() for w in reading.options["regimes"].split(",")]
    if wanted == ["all"]:
        return frozenset(m.role for m in known.values())
    chosen = [reading.mapping.meaning("UN_LIST_TYPE", w) for w in wanted]
    for word, meaning in zip(wanted, chosen, strict=True):
        if meaning is None:
            raise ArgumentError(
                f"regimes={word}: no such list{nearest(word, known)}; "
                f"there are: all, {', '.join(known)}"
            )
    return frozenset(m.role for m in chosen if m)


def _edition(reading: Reading, path: Path, lists: frozenset[str]) -> KnowledgeGraph:
    entries = xmlfile.elements(path, _ENTRIES)
    day = _generated(next(entries), path)
    edition = Edition(reading, version=day, created=day, dated=True)
    edition.source(path.name, digest(path))
    for number, entry in enumerate(entries, start=1):
        if number % _EVERY == 0:
            reading.tell(f"reading {path.name}", number, 0)
        place = Place(path.name, number)
        with edition.row(place):
            _Entry(edition, place, entry).read(lists)
    return edition.graph()


def _generated(root: Element, path: Path) -> str:
    """The day of the edition, from the root of the document."""
    if root.tag != "CONSOLIDATED_LIST":
        raise refused(path.name, f"no consolidated list: its root is <{root.tag[:60]}>")
    try:
        return edtf(_ZONE.sub("", root.get("dateGenerated", ""))[:10])
    except DateError as error:
        raise refused(path.name, str(error), column="dateGenerated") from None


class _Entry:
    """One entry of the list."""

    def __init__(self, edition: Edition, place: Place, element: Element) -> None:
        self.edition, self.place, self.element = edition, place, element
        self.number = self.text("REFERENCE_NUMBER")
        self.person = element.tag == "INDIVIDUAL"

    def text(self, tag: str) -> str:
        """A text, in which a line may have been broken after a hyphen."""
        return clean(_BROKEN.sub("", self.element.findtext(tag) or ""))

    def texts(self, tag: str) -> list[str]:
        found = (clean(e.text or "") for e in self.element.iterfind(tag))
        return list(dict.fromkeys(f for f in found if f))

    def problem(self, tag: str, value: str, reason: str) -> None:
        self.edition.problem(f"{self.number or 'no number'}: {tag}", value, reason)

    def meaning(self, table: str, code: str) -> Meaning | None:
        return self.edition.reading.meaning(self.place, table, code, f"{self.number}: {table}")

    def read(self, lists: frozenset[str]) -> None:
        list_ = self.meaning("UN_LIST_TYPE", self.text("UN_LIST_TYPE"))
        sort = self.meaning("entry", self.element.tag)
        if list_ is None or sort is None or list_.role not in lists:
            return
        name = clean(" ".join(self.text(tag) for tag in _NAMES))
        for tag, value in (("REFERENCE_NUMBER", self.number), ("FIRST_NAME", name)):
            if not value:
                self.problem(tag, "", "this must not be empty")
        if self.number and name:
            self.listed(self.entity(sort, name), list_)

    def entity(self, sort: Meaning, name: str) -> str:
        comments = self.element.findtext("COMMENTS1") or ""
        named = [] if self.person else dict.fromkeys(_ENTRY_NUMBER.findall(comments))
        entity = self.edition.entity(
            sort.kind, self.number.casefold(), name, subkind=sort.subkind, mention=False,
            summary="; ".join(self.texts("DESIGNATION/VALUE")),
            note={
                "id un-sc": self.number,
                "DATAID": self.text("DATAID"),
                "TITLE": "; ".join(self.texts("TITLE/VALUE")),
                "comments name": ", ".join(n for n in named if n != self.number),
                "links": " ".join(dict.fromkeys(_LINK.findall(comments))),
            },
        )  # fmt: skip
        for further in (name, self.text("NAME_ORIGINAL_SCRIPT")):
            self.called(entity, further, "alias")
        for alias in self.element.iterfind(f"{self.element.tag}_ALIAS"):
            meaning = self.meaning("QUALITY", clean(alias.findtext("QUALITY") or ""))
            if meaning:
                self.called(entity, clean(alias.findtext("ALIAS_NAME") or ""), meaning.name)
        return entity

    def called(self, entity: str, alias: str, kind: str) -> None:
        if self.person:
            alias = aliases.without_particulars(alias)
        for variant in aliases.variants(alias):
            for name, sort in aliases.readings(variant):
                script = aliases.script_of(name)
                self.edition.name(entity, name, kind if sort == "alias" else sort, script=script)

    def listed(self, entity: str, list_: Meaning) -> None:
        council = self.edition.entity(
            "Organisation", "security-council", "United Nations Security Council",
            subkind="intergovernmental",
        )  # fmt: skip
        committee = list_.text and self.edition.entity(
            "Organisation", f"committee-{self.text('UN_LIST_TYPE').casefold()}", list_.text,
            subkind="intergovernmental",
        )  # fmt: skip
        since = self.day("LISTED_ON")
        amended = sorted(self.amended())
        self.edition.claim(
            (self.number.casefold(), "listed"), listing.LISTED, entity, council,
            locator=f"REFERENCE_NUMBER {self.number}", start=since, end="..",
            claimant=council, third=committee,
            role=list_.role, said=max((*amended, since)), as_of=self.edition.created,
            note={
                "UN_LIST_TYPE": self.text("UN_LIST_TYPE"),
                "LISTED_ON": self.text("LISTED_ON"),
                "LAST_DAY_UPDATED": ", ".join(amended),
            },
        )  # fmt: skip

    def amended(self) -> Iterator[str]:
        for text in self.texts("LAST_DAY_UPDATED/VALUE"):
            if day := self.parsed("LAST_DAY_UPDATED", text):
                yield day

    def day(self, tag: str) -> str:
        return self.parsed(tag, self.text(tag))

    def parsed(self, tag: str, text: str) -> str:
        """A day, which some entries give with its time zone."""
        try:
            return edtf(_ZONE.sub("", text))
        except DateError as error:
            self.problem(tag, text, str(error))
            return ""


LOADERS = {
    "un-sc": Loader(
        "un-sc",
        "the UN Security Council consolidated list: XML, one or several editions",
        read,
        Publication(
            "United Nations Security Council Consolidated List",
            publisher="United Nations Security Council",
            licence="public document",
            terms="A public document of the United Nations; take the current edition from its "
            "site, where it changes without notice.",
            attribution="United Nations Security Council Consolidated List.",
            url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            kind="official-list",
        ),
        mapping="un.yaml",
        options=(
            Option("regimes", "Lists to read, parted by commas, or 'all'.", "Al-Qaida,Taliban"),
        ),
        several=True,
        series=True,
        dropped=DROPPED,
    )
}
