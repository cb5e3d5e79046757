"""The data sets of the Uppsala Conflict Data Program.

``ucdp-actor``
    An organisation a row, by its ``ActorId``: its names, former and later ones among them, where
    it is active, which actors it split from, allied itself with or joined.
``ucdp-dyadic``
    A dyad in a year a row: that the two sides fought, how many died, who sent troops to help a
    side, and, once a dyad, when it began, as precisely as the precision code allows.
``ucdp-nonstate``
    The same of two groups neither of which is a state, with estimates of the deaths.

Actors have the ids that all data sets of the programme share; they and the country numbers of
Gleditsch and Ward stand in the entities' notes (`insurgraph.loaders.edition.identifiers`). Where
a cell lists several actors or countries, the cell beside it lists their names or numbers *in
another order*: only a single name is ever put beside a single number, and what is left when all
others of a list are known.

Sources: the programme's codebooks (https://ucdp.uu.se/downloads/); what their categories mean
here is in ``mappings/ucdp.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ..errors import DateError
from ..graph.knowledge import KnowledgeGraph
from .archive import digest
from .datetext import Precision, edtf, precise
from .edition import Edition, clean
from .mapping import Meaning
from .publication import Loader, Publication
from .reading import Reading, quiet
from .tabular import Cells, fields, rows

#: Between two countries; one of them has a comma in its name.
_COMMA = re.compile(r",(?!\s*FYR\b)")

_ACTOR = fields(
    "ActorId", "NameData", "Org",
    optional=(
        "NameOrig", "NameOrigFull", "NameOrigFullEng", "NameChange", "NewName",
        "NewNameFullMotherTongue", "NewNameFullEng", "Location", "GWNOLoc", "Version",
        "Splinter", "NamePrev", "ActorIdPrev", "SplitTemp", "NameSplitTemp", "ActorIdSplitTemp",
        "Alliance", "NameAlliance", "ActorIdAlliance", "JoinGroup", "GroupName", "ActorIdGroup",
    ),
)  # fmt: skip

#: Columns that say whether an actor has to do with others, who they are called and their ids.
_OTHERS = {
    "Splinter": ("NamePrev", "ActorIdPrev"),
    "SplitTemp": ("NameSplitTemp", "ActorIdSplitTemp"),
    "Alliance": ("NameAlliance", "ActorIdAlliance"),
    "JoinGroup": ("GroupName", "ActorIdGroup"),
}

_DYADIC = fields(
    "dyad_id", "side_a", "side_a_id", "side_b", "side_b_id", "year", "intensity_level",
    optional=(
        "conflict_id", "location", "gwno_loc", "incompatibility", "territory_name",
        "side_a_2nd", "gwno_a_2nd", "side_b_2nd", "gwno_b_2nd", "gwno_a", "gwno_b",
        "type_of_conflict", "start_date", "start_prec", "version",
    ),
    incompatibility="incomp", territory_name="territory terr", intensity_level="intensity int",
    gwno_loc="gwnoloc gwno_location", side_a_id="side_a_new_id", side_b_id="side_b_new_id",
)  # fmt: skip

_NONSTATE = fields(
    "dyad_id", "side_a_name", "side_a_id", "side_b_name", "side_b_id", "year",
    "best", "low", "high",
    optional=(
        "conflict_id", "org", "side_a_components", "side_b_components", "start_date", "start_prec",
        "location", "gwno_loc", "version", "side_a_fullname", "side_b_fullname",
        "side_a_mothertongue", "side_b_mothertongue",
    ),
    side_a_name="side_a", side_b_name="side_b", side_a_id="side_a_new_id",
    side_b_id="side_b_new_id",
    best="best_fatality_estimate best_est", low="low_fatality_estimate low_est",
    high="high_fatality_estimate high_est", gwno_loc="gwno_location gwnoloc",
    side_a_fullname="side_a_name_fulltext side_a_name_full_eng side_a_name_fulleng",
    side_b_fullname="side_b_name_fulltext side_b_name_full_eng side_b_name_fulleng",
    side_a_mothertongue="side_a_name_mothertongue", side_b_mothertongue="side_b_name_mothertongue",
)  # fmt: skip


def _attribution(what: str) -> str:
    return f"{what}, Uppsala Conflict Data Program, Uppsala University, CC BY 4.0."


def publication(title: str, citation: str) -> Publication:
    return Publication(
        title,
        publisher="Uppsala Conflict Data Program",
        licence="CC BY 4.0",
        terms="Free to use, share and adapt with attribution.",
        attribution=_attribution(title),
        citation=citation,
        url="https://ucdp.uu.se/downloads/",
    )


def actors(reading: Reading) -> KnowledgeGraph:
    """Read the Actor data set."""
    edition = Edition(reading)
    for path in reading.paths:
        edition.source(path.name, digest(path))
        called = {c["ActorId"]: c["NameData"] for c in rows(quiet(reading), path, _ACTOR)}
        for cells in rows(reading, path, _ACTOR):
            edition.set_edition(version=cells["Version"])
            with edition.row(cells.place):
                _actor(edition, cells, called)
    return edition.graph()


def _actor(edition: Edition, cells: Cells, called: Mapping[str, str]) -> None:
    sort = edition.reading.meaning(cells.place, "Org", cells["Org"], cells.column("Org"))
    number, name = cells.filled("ActorId"), cells.filled("NameData")
    if sort is None or not number or not name:
        return
    actor = edition.entity(
        sort.kind, number, name, subkind=sort.subkind, mention=False,
        note={"id ucdp-actor": number, **cells.noted("Org", "Location")},
    )  # fmt: skip
    _names(edition, cells, actor)
    known = edition.reading.mapping.tables["Relations"]
    locator = f"ActorId {number}"
    there = known["Location"]
    for country, place in countries(edition, cells, "Location", "GWNOLoc").items():
        edition.claim(
            (number, "in", country), there.relation, actor, place, locator=locator, role=there.role
        )
    for flag, (names, ids) in _OTHERS.items():
        meaning = known[flag]
        for other, other_name in matched(cells.several(ids), cells.several(names), called).items():
            if other == number or meaning.omit:
                continue
            ends = actor, mentioned(edition, other, other_name)
            edition.claim(
                (number, flag.casefold(), other), meaning.relation,
                *(ends[::-1] if meaning.swap else ends),
                locator=locator, role=meaning.role, note=cells.noted(names, ids),
            )  # fmt: skip


def _names(edition: Edition, cells: Cells, actor: str) -> None:
    """What else an actor is, or was, called; ``n/a`` is no name."""
    former = "former" if cells["NameChange"] == "1" else "alias"
    for field, kind in (
        ("NameOrig", former),
        ("NameOrigFull", former),
        ("NameOrigFullEng", former),
        ("NewName", "alias"),
        ("NewNameFullMotherTongue", "alias"),
        ("NewNameFullEng", "alias"),
    ):
        if cells[field].casefold() != "n/a":
            edition.name(actor, cells[field], kind)


def dyads(reading: Reading) -> KnowledgeGraph:
    """Read the Dyadic data set."""
    edition = Edition(reading)
    for path in reading.paths:
        edition.source(path.name, digest(path))
        called = _single_sides(rows(quiet(reading), path, _DYADIC))
        for cells in rows(reading, path, _DYADIC):
            edition.set_edition(version=cells["version"])
            with edition.row(cells.place):
                _dyad_year(edition, cells, called)
    return edition.graph()


def _single_sides(table: Iterable[Cells]) -> dict[str, str]:
    """What an actor is called where it is a side of its own: id to name."""
    found: dict[str, str] = {}
    for cells in table:
        for side in ("a", "b"):
            ids = cells.several(f"side_{side}_id")
            if len(ids) == 1:
                found[ids[0]] = cells[f"side_{side}"]
    return found


def _dyad_year(edition: Edition, cells: Cells, called: Mapping[str, str]) -> None:
    dyad, year = cells.filled("dyad_id"), _year(cells)
    level = edition.reading.meaning(
        cells.place, "intensity_level", cells["intensity_level"], cells.column("intensity_level")
    )
    over = _optional(edition, cells, "incompatibility")
    sort = _optional(edition, cells, "type_of_conflict")
    began = _began(edition, cells)
    sides = [_side(edition, cells, side, called) for side in ("a", "b")]
    if not dyad or not year or level is None or not all(sides):
        return
    places = tuple(countries(edition, cells, "location", "gwno_loc").values())
    clash = edition.reading.mapping.tables["Sides"]["dyad"].relation
    locator = f"dyad_id {dyad}, year {year}"
    edition.claim(
        (dyad, year), clash, *sides, locator=locator, start=year, end=year, place=places,
        text="; ".join(filter(None, (over, cells["territory_name"], sort))), as_of=year,
        note={
            "id ucdp-dyad": dyad,
            **cells.noted("conflict_id", "incompatibility", "type_of_conflict"),
        },
    )  # fmt: skip
    edition.claim(
        (dyad, year, "deaths"), "COUNTED", *sides, locator=locator, start=year, end=year,
        value_low=level.value_low, value_high=level.value_high, unit=level.unit, text=level.text,
        note=cells.noted("intensity_level"),
    )  # fmt: skip
    if began:
        edition.claim_once(
            (dyad, "began", began), clash, *sides, locator=f"dyad_id {dyad}", start=began,
            place=places, note=cells.noted("start_date", "start_prec"),
        )  # fmt: skip
    for side, actor in zip(("a", "b"), sides, strict=True):
        _helpers(edition, cells, side, actor, (dyad, year), called)


def _helpers(
    edition: Edition,
    cells: Cells,
    side: str,
    actor: str,
    key: tuple[str, str],
    called: Mapping[str, str],
) -> None:
    """The states that sent troops to help a side: by name, which is the government's own."""
    help_ = edition.reading.mapping.tables["Sides"]["second"]
    ids = {name: number for number, name in called.items()}
    for name in cells.several(f"side_{side}_2nd"):
        state = (
            mentioned(edition, ids[name], name, state=True)
            if name in ids
            else edition.entity("Organisation", name, name, subkind="state")
        )
        edition.claim(
            (*key, side, name), help_.relation, state, actor,
            locator=f"dyad_id {key[0]}, year {key[1]}", start=key[1], end=key[1], role=help_.role,
            note=cells.noted(f"side_{side}_2nd", f"gwno_{side}_2nd"),
        )  # fmt: skip


def nonstates(reading: Reading) -> KnowledgeGraph:
    """Read the Non-State Conflict data set."""
    edition = Edition(reading)
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for cells in rows(reading, path, _NONSTATE):
            edition.set_edition(version=cells["version"])
            with edition.row(cells.place):
                _nonstate_year(edition, cells)
    return edition.graph()


def _nonstate_year(edition: Edition, cells: Cells) -> None:
    dyad, year, began = cells.filled("dyad_id"), _year(cells), _began(edition, cells)
    estimated = estimate(cells)
    sides = [_group(edition, cells, side) for side in ("a", "b")]
    if not dyad or not year or not all(sides):
        return
    places = tuple(countries(edition, cells, "location", "gwno_loc").values())
    clash = edition.reading.mapping.tables["Sides"]["dyad"].relation
    locator = f"dyad_id {dyad}, year {year}"
    edition.claim(
        (dyad, year), clash, *sides, locator=locator, start=year, end=year, place=places,
        as_of=year, note={"id ucdp-dyad": dyad, **cells.noted("conflict_id")},
    )  # fmt: skip
    if estimated:
        edition.claim(
            (dyad, year, "deaths"), "COUNTED", *sides, locator=locator, start=year, end=year,
            unit="deaths in fighting", **estimated,
        )  # fmt: skip
    if began:
        edition.claim_once(
            (dyad, "began", began), clash, *sides, locator=f"dyad_id {dyad}", start=began,
            place=places, note=cells.noted("start_date", "start_prec"),
        )  # fmt: skip


def estimate(cells: Cells) -> dict[str, Any]:
    """The estimates of a number of deaths, as columns of a claim; empty when there are none.

    A few rows have a lowest estimate above the highest. The two bound the number all the same,
    and what is printed stands in the note.
    """
    low, high, best = (cells.whole(c) for c in ("low", "high", "best"))
    if low is None and high is None and best is None:
        return {}
    crossed = low is not None and high is not None and low > high
    return {
        "value_low": high if crossed else low,
        "value_high": low if crossed else high,
        "text": "" if best is None else f"best estimate {best}",
        "note": cells.noted("low", "high") if crossed else {},
    }


def _group(edition: Edition, cells: Cells, side: str) -> str:
    """One side of a non-state conflict, with the groups that it is a coalition of."""
    number, name = cells.filled(f"side_{side}_id"), cells.filled(f"side_{side}_name")
    sort = Meaning(kind="Organisation")
    if cells["org"]:
        sort = (
            edition.reading.meaning(cells.place, "Org", cells["org"], cells.column("org")) or sort
        )
    if not number or not name:
        return ""
    group = edition.entity(
        sort.kind, number, name, subkind=sort.subkind, note={"id ucdp-actor": number}
    )
    for field in (f"side_{side}_fullname", f"side_{side}_mothertongue"):
        edition.name(group, cells[field])
    comprises = edition.reading.mapping.tables["Sides"]["coalition"]
    for part in cells.several(f"side_{side}_components"):
        if part.isdigit() and part != number:
            edition.claim_once(
                (number, "component", part), comprises.relation,
                mentioned(edition, part, ""), group,
                locator=f"side_{side}_id {number}", role=comprises.role,
            )  # fmt: skip
    return group


def _side(edition: Edition, cells: Cells, side: str, called: Mapping[str, str]) -> str:
    """One side of a dyad: an actor, or several that are named together."""
    ids, name = cells.several(f"side_{side}_id"), cells.filled(f"side_{side}")
    if not ids:
        cells.bad(f"side_{side}_id", "this cell must not be empty")
        return ""
    state = bool(cells[f"gwno_{side}"].strip("-9"))  # older editions write -99 for nobody
    if len(ids) == 1:
        return mentioned(edition, ids[0], name, state=state)
    together = " ".join(sorted(ids))
    joint = edition.entity("Collective", together, name, subkind="joint")
    comprises = edition.reading.mapping.tables["Sides"]["component"].relation
    for number, part in matched(ids, cells.several(f"side_{side}"), called).items():
        edition.claim_once(
            ("joint", together, number), comprises, joint,
            mentioned(edition, number, part, state=state),
            locator=f"side_{side}_id {', '.join(ids)}",
        )  # fmt: skip
    return joint


def matched(ids: Sequence[str], names: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Ids and names that are listed in two orders, as far as they can be told apart.

    Returns
    -------
    dict
        Name of each id, ``""`` where it stays open.

    Examples
    --------
    >>> matched(["1", "2"], ["Amber Front", "Basalt Army"], {"1": "Basalt Army"})
    {'1': 'Basalt Army', '2': 'Amber Front'}
    """
    found = {i: known.get(i, "") for i in ids}
    left = [n for n in names if n not in found.values()]
    open_ = [i for i, name in found.items() if not name]
    if len(left) == len(open_) == 1:
        found[open_[0]] = left[0]
    return found


def mentioned(edition: Edition, number: str, name: str, *, state: bool = False) -> str:
    """An actor by its id; whoever has a country number, or is called a government, is a state."""
    state = state or name.startswith("Government of ")
    subkind = "state" if state else "militant-group"
    note = {"id ucdp-actor": number}
    return edition.entity(
        "Organisation", number, name, subkind=subkind, note=note, otherwise=f"UCDP actor {number}"
    )


def countries(edition: Edition, cells: Cells, names: str, numbers: str) -> dict[str, str]:
    """The countries of a cell, name to id; one that stands alone has its number noted."""
    found = [clean(n) for n in _COMMA.split(cells[names]) if n.strip()]
    codes = cells.several(numbers)
    if codes and len(codes) != len(found):
        cells.bad(names, f"{len(found)} countries beside {len(codes)} numbers")
        return {}
    number = {"id gwno": codes[0]} if len(codes) == 1 else {}
    return {
        name: edition.entity("Place", name, name, subkind="country", note=number) for name in found
    }


def _year(cells: Cells) -> str:
    year = cells.whole("year")
    if year is None or not 1900 <= year <= 2100:
        cells.bad("year", "a year is expected")
        return ""
    return str(year)


def _optional(edition: Edition, cells: Cells, table: str) -> str:
    """The meaning in words of a category that a file may not have."""
    if not cells[table]:
        return ""
    found = edition.reading.meaning(cells.place, table, cells[table], cells.column(table))
    return found.text if found else ""


def _began(edition: Edition, cells: Cells) -> str:
    """When the dyad began, as precisely as its code says; as a year when there is no code."""
    if not cells["start_date"]:
        return ""
    known = _optional(edition, cells, "start_prec") or "year"
    try:
        return precise(edtf(cells["start_date"], "mdy"), cast("Precision", known))
    except DateError as error:
        cells.bad("start_date", str(error))
        return ""


def _loaders(*found: Loader) -> Mapping[str, Loader]:
    return {loader.name: loader for loader in found}


LOADERS = _loaders(
    Loader(
        "ucdp-actor",
        "UCDP Actor Dataset: CSV or XLSX",
        actors,
        publication(
            "UCDP Actor Dataset",
            "Sundberg, Ralph, Kristine Eck and Joakim Kreutz (2012). Introducing the UCDP "
            "Non-State Conflict Dataset. Journal of Peace Research 49(2): 351-362.",
        ),
        mapping="ucdp.yaml",
    ),
    Loader(
        "ucdp-dyadic",
        "UCDP Dyadic Dataset: CSV or XLSX",
        dyads,
        publication(
            "UCDP Dyadic Dataset",
            "Harbom, Lotta, Erik Melander and Peter Wallensteen (2008). Dyadic Dimensions of "
            "Armed Conflict, 1946-2007. Journal of Peace Research 45(5): 697-710.",
        ),
        mapping="ucdp.yaml",
    ),
    Loader(
        "ucdp-nonstate",
        "UCDP Non-State Conflict Dataset: CSV or XLSX",
        nonstates,
        publication(
            "UCDP Non-State Conflict Dataset",
            "Sundberg, Ralph, Kristine Eck and Joakim Kreutz (2012). Introducing the UCDP "
            "Non-State Conflict Dataset. Journal of Peace Research 49(2): 351-362.",
        ),
        mapping="ucdp.yaml",
    ),
)
