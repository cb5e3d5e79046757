"""The Specially Designated Nationals of the US Office of Foreign Assets Control, in CSV.

The set is ``sdn.csv`` with ``alt.csv`` (other names) and ``sdn_comments.csv`` (remarks that did
not fit), without headers and with ``-0-`` for nothing; which file is which is told by its number
of columns, so that they may be called anything. Every entry of the programmes asked for, those on
terrorism unless others are named, becomes an organisation or a person, LISTED_BY the office once
for every programme. Ships and aircraft are left out.

The files say neither when somebody was listed nor of which day they are: the day is to be given
(``-o edition=2026-01-31``), and a listing began at some time up to then. Weak aliases stand in the
remarks, as does whom an entry is *linked to*, which becomes a claim where that is the name of
another entry. Nothing else of the remarks is kept.

Format: the office's data specification (https://ofac.treasury.gov/sdn-list-data-formats-data-schemas).
A newer edition follows an older one: see `insurgraph.loaders.listing`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..errors import ArgumentError
from ..graph.knowledge import KnowledgeGraph
from ..graph.names import fold
from . import aliases, listing
from .archive import digest
from .datetext import is_day
from .edition import Edition
from .mapping import Meaning
from .publication import Loader, Option, Publication
from .reading import Reading, quiet, refused
from .tabular import Cells, Field, header, rows

_NOTHING = "-0-"

#: Columns of each file of the set, which has no headers.
_COLUMNS = {
    "sdn": (
        "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type",
        "Tonnage", "GRT", "Vess_flag", "Vess_owner", "Remarks",
    ),
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": ("ent_num", "add_num", "Address", "City", "Country", "Add_remarks"),
    "comments": ("ent_num", "Remarks"),
}  # fmt: skip

_WEAK = re.compile(r"\b[afn]\.k\.a\. ['\"](.{1,350}?)['\"](?=[;.,)]|$)")
_LINKED = re.compile(r"\bLinked To: ([^;]{1,350}?)\.?(?=;|$)")

_DROPPED = {
    "add.csv": "addresses",
    "Remarks": "birth details, numbers of papers, nationality; weak aliases and whom an entry is "
    "linked to are kept",
    "alt_remarks": "particulars of single names",
    "Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner": "of ships",
}


def read(reading: Reading) -> KnowledgeGraph:
    """Read an edition of the list, and lay it over what is known from earlier ones."""
    day = reading.options["edition"]
    if not is_day(day):
        raise ArgumentError(
            f"edition={day}: the files do not say of which day they are; say it: "
            "-o edition=2026-01-31"
        )
    now = _List(reading, day).graph()
    if reading.after is None:
        return now
    return listing.continued(
        reading.after, now, lists=_asked(reading), complete=not reading.problems
    )


def _asked(reading: Reading) -> Callable[[str], bool]:
    """Whether a list, by its role, is one of the programmes that were asked for."""
    wanted = _programmes(reading)
    roles = {_role(reading, code) for code in wanted}
    return lambda role: not wanted or role in roles


def _programmes(reading: Reading) -> frozenset[str]:
    """The programmes that were asked for, none when all were."""
    text = reading.options["programmes"]
    if text == "all":
        return frozenset()
    if text == "terrorism":
        return frozenset(reading.mapping.tables["Program"])
    return frozenset(c for c in (w.strip().upper() for w in text.split(",")) if c)


def _role(reading: Reading, code: str) -> str:
    known = reading.mapping.meaning("Program", code)
    return known.role if known else f"SDN list, {code}"


class _List:
    """One edition of the list."""

    def __init__(self, reading: Reading, day: str) -> None:
        self.reading = reading
        self.edition = Edition(reading, version=day, created=day, dated=True)
        self.files = _files(reading)
        self.programmes = _programmes(reading)
        self.numbers: dict[str, str] = {}  # entry by the name it has in remarks
        self.kinds: dict[str, str] = {}  # kind of each entry that is read, by its number
        self.remarks: dict[str, str] = defaultdict(str)

    def graph(self) -> KnowledgeGraph:
        self.look_ahead()
        for cells in self.cited("sdn"):
            with self.edition.row(cells.place):
                self.entry(cells)
        for cells in self.cited("alt"):
            with self.edition.row(cells.place):
                self.other_name(cells)
        return self.edition.graph()

    def rows(self, name: str, reading: Reading) -> Iterator[Cells]:
        columns = _COLUMNS[name]
        wanted = {c: Field((c,)) for c in columns}
        for path in self.files.get(name, ()):
            yield from rows(reading, path, wanted, columns)

    def cited(self, name: str) -> Iterator[Cells]:
        """The rows of a file that becomes a source."""
        for path in self.files.get(name, ()):
            self.edition.source(path.name, digest(path))
        yield from self.rows(name, self.reading)

    def look_ahead(self) -> None:
        """Who is there, and the remarks of everybody that go on in another file."""
        ahead = quiet(self.reading)
        for cells in self.rows("sdn", ahead):
            sort = ahead.mapping.meaning("SDN_Type", cells["SDN_Type"])
            if sort and not sort.omit and self.asked(cells):
                self.kinds[cells["ent_num"]] = sort.kind
                self.numbers.setdefault(fold(cells["SDN_Name"]), cells["ent_num"])
        for cells in self.rows("comments", self.reading):
            self.remarks[cells["ent_num"]] += " " + cells["Remarks"]

    def asked(self, cells: Cells) -> list[str]:
        """The programmes of an entry that were asked for."""
        codes = [c for c in (p.strip("[] ") for p in cells["Program"].split("]")) if c]
        return [c for c in codes if not self.programmes or c.upper() in self.programmes]

    def entry(self, cells: Cells) -> None:
        programmes = self.asked(cells)
        if not programmes:
            return
        sort = self.reading.meaning(cells.place, "SDN_Type", cells["SDN_Type"])
        number, name = cells.filled("ent_num"), cells.filled("SDN_Name")
        if sort is None or sort.omit or not number or not name:
            return
        remarks = f"{cells['Remarks']} {self.remarks[number]}"
        linked = list(dict.fromkeys(_LINKED.findall(remarks)))
        entity = self.entity(sort, cells, [w for w in linked if fold(w) not in self.numbers])
        for weak in _WEAK.findall(remarks):
            self.called(entity, sort.kind, weak, "weak")
        self.listed(entity, number, programmes)
        for other in linked:
            self.linked(entity, number, self.numbers.get(fold(other), ""))

    def entity(self, sort: Meaning, cells: Cells, unknown: list[str]) -> str:
        name = cells["SDN_Name"]
        shown = _in_order(name) if sort.kind == "Person" else name
        entity = self.edition.entity(
            sort.kind, cells["ent_num"], shown, subkind=sort.subkind, mention=False,
            summary=_said(cells["Title"]),
            note={
                "id ofac": cells["ent_num"],
                "SDN_Name": name,
                "Program": cells["Program"],
                "linked to, not an entry": "; ".join(unknown),
            },
        )  # fmt: skip
        self.called(entity, sort.kind, name, "alias")
        return entity

    def called(self, entity: str, kind: str, name: str, sort: str) -> None:
        spellings = [name, _in_order(name)] if kind == "Person" else [name]
        for spelling in spellings:
            for reading, found in aliases.readings(spelling):
                script = aliases.script_of(reading)
                self.edition.name(
                    entity, reading, sort if found == "alias" else found, script=script
                )

    def listed(self, entity: str, number: str, programmes: list[str]) -> None:
        office = self.office()
        day = self.edition.created
        for code in dict.fromkeys(programmes):
            self.edition.claim(
                (number, "listed", code.casefold()), listing.LISTED, entity, office,
                locator=f"ent_num {number}, {code}", start=f"../{day}", end="..",
                role=_role(self.reading, code), as_of=day, note={"Program": code},
            )  # fmt: skip

    def office(self) -> str:
        """The authority that keeps the list."""
        return self.edition.entity(
            "Organisation", "office", "Office of Foreign Assets Control", subkind="government-body"
        )

    def linked(self, entity: str, number: str, other: str) -> None:
        if not other or other == number:
            return
        meaning = self.reading.mapping.tables["Remarks"]["Linked To"]
        self.edition.claim(
            (number, "linked", other), meaning.relation, entity,
            self.edition.entity_id(self.kinds[other], other), locator=f"ent_num {number}, Remarks",
            role=meaning.role, as_of=self.edition.created, credibility=meaning.credibility,
            claimant=self.office(),
        )  # fmt: skip

    def other_name(self, cells: Cells) -> None:
        """Another name of an entry that is read."""
        kind = self.kinds.get(cells["ent_num"])
        if kind is None:
            return
        meaning = self.reading.meaning(cells.place, "alt_type", cells["alt_type"])
        name = cells.filled("alt_name")
        if meaning and name and name != _NOTHING:
            entity = self.edition.entity_id(kind, cells["ent_num"])
            self.called(entity, kind, name, meaning.name)


def _said(cell: str) -> str:
    return "" if cell == _NOTHING else cell


def _in_order(name: str) -> str:
    """A person's name with the family name last: the list has it first, before a comma.

    Examples
    --------
    >>> _in_order("DOST, Anwar"), _in_order("DOST")
    ('Anwar DOST', 'DOST')
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def _files(reading: Reading) -> Mapping[str, list[Path]]:
    """Which of the paths is which file of the set; a folder stands for what is in it."""
    found: dict[str, list[Path]] = {}
    widths = {len(columns): name for name, columns in _COLUMNS.items()}
    for path in _unfolded(reading.paths):
        name = widths.get(len(header(path)))
        if name is None:
            raise refused(path.name, f"no file of the set: {len(header(path))} columns")
        found.setdefault(name, []).append(path)
    if "sdn" not in found:
        raise refused(reading.name, "sdn.csv is not among the files; it has 12 columns")
    return found


def _unfolded(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix.casefold() == ".csv")
        else:
            yield path


LOADERS = {
    "ofac-sdn": Loader(
        "ofac-sdn",
        "OFAC Specially Designated Nationals: the CSV set, sdn.csv with alt.csv and "
        "sdn_comments.csv, or a folder of it",
        read,
        Publication(
            "Specially Designated Nationals and Blocked Persons List",
            publisher="Office of Foreign Assets Control, US Department of the Treasury",
            licence="public domain",
            terms="A work of the United States government; take the current edition from its "
            "site, where it changes without notice.",
            attribution="Specially Designated Nationals and Blocked Persons List, Office of "
            "Foreign Assets Control.",
            url="https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas",
            kind="official-list",
        ),
        mapping="ofac.yaml",
        options=(
            Option("edition", "Day of the edition, which the files do not say: 2026-01-31."),
            Option("programmes", "Tags of programmes, parted by commas; or 'all'.", "terrorism"),
        ),
        several=True,
        series=True,
        dropped=_DROPPED,
    )
}
