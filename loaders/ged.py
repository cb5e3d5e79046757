"""The Georeferenced Event Dataset of the Uppsala Conflict Data Program: an event a row.

Each becomes an Event that HAPPENED at a place, and what its sides did: in a state-based or
non-state conflict they CLASHED_WITH each other, which the data do not split into attacker and
attacked; in one-sided violence side A CARRIED_OUT the event and it TARGETED civilians. Deaths are
COUNTED in all, between the lowest and the highest estimate, and by side where there were any.

``date_start`` and ``date_end`` bound an event of which no single day is known. ``where_prec`` says
how far down the place is known, and the place is no finer than that: the village, its district,
its province or the country, each LOCATED_IN the next. Coordinates stay in the note of the claim,
being those of the finest place and not of the event.

The news that an event was coded from are kept: who first said it (``source_original``) as
claimant, through whom (``source_office``) as ``via``, headlines and dates in the citation's note.

Source: the codebook of the data set (https://ucdp.uu.se/downloads/); Sundberg and Melander (2013).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors import DateError
from ..graph.knowledge import KnowledgeGraph
from .archive import digest
from .datetext import edtf, is_day, window
from .edition import Edition, noted
from .publication import Loader, Option
from .reading import Reading
from .tabular import Cells, fields, rows
from .ucdp import estimate, mentioned, publication

_EVENT = fields(
    "id", "type_of_violence", "side_a", "side_a_id", "side_b", "side_b_id", "where_prec",
    "country", "date_start", "date_end", "best", "high", "low",
    optional=(
        "dyad_name", "dyad_id", "conflict_id", "where_coordinates", "where_description", "adm_1",
        "adm_2", "latitude", "longitude", "country_id", "date_prec", "event_clarity",
        "code_status", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
        "source_article", "source_office", "source_date", "source_headline", "source_original",
        "gwnoa", "gwnob", "number_of_sources",
    ),
    side_a_id="side_a_new_id side_a_dset_id", side_b_id="side_b_new_id side_b_dset_id",
    dyad_id="dyad_new_id dyad_dset_id", conflict_id="conflict_new_id conflict_dset_id",
    where_coordinates="where_coordina", where_description="where_descript",
    deaths_civilians="deaths_civili deaths_civ", deaths_unknown="deaths_unknow deaths_unk",
    best="best_est", high="high_est", low="low_est", id="event_id",
    gwnoa="gwno_a", gwnob="gwno_b",
)  # fmt: skip

#: The edition in a file's name, as published: ``GEDEvent_v24_1.csv``, ``ged241-csv.zip``.
_VERSION = re.compile(r"(?:_v|ged)(\d\d)_?(\d)(?!\d)", re.IGNORECASE)

#: Ids that stand for civilians as the side that was attacked.
_CIVILIANS = frozenset({"1", "9999"})


def events(reading: Reading) -> KnowledgeGraph:
    """Read the Georeferenced Event Dataset."""
    named = _VERSION.search(reading.paths[0].name)
    version = reading.options["version"] or (".".join(named.groups()) if named else "")
    edition = Edition(reading, version=version)
    wanted = {c.strip().casefold() for c in reading.options["country"].split(";") if c.strip()}
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for cells in rows(reading, path, _EVENT):
            if not wanted or cells["country"].casefold() in wanted:
                with edition.row(cells.place):
                    _event(edition, cells)
    return edition.graph()


def _event(edition: Edition, cells: Cells) -> None:
    number, when = cells.filled("id"), _when(edition, cells)
    sort = edition.reading.meaning(cells.place, "type_of_violence", cells["type_of_violence"])
    where = _where(edition, cells)
    ids = [cells.filled(f"side_{s}_id") for s in ("a", "b")]
    if not number or not when or sort is None or where is None or not all(ids):
        return
    place, precision = where
    sides = (
        mentioned(edition, ids[0], cells["side_a"], state=bool(cells["gwnoa"])),
        _attacked(edition, cells) if sort.relation == "CARRIED_OUT"
        else mentioned(edition, ids[1], cells["side_b"], state=bool(cells["gwnob"])),
    )  # fmt: skip
    called = cells["dyad_name"] or f"{cells['side_a']} - {cells['side_b']}"
    event = edition.entity(
        sort.kind, number, f"{called}, {when}", subkind=sort.subkind, mention=False,
        note={"id ucdp-event": number},
    )  # fmt: skip
    passage = _passage(cells)
    happened = edition.claim(
        (number, "happened"), "HAPPENED", event, place, start=when, text=precision,
        note={
            "id ucdp-dyad": cells["dyad_id"],
            **cells.noted(
                "conflict_id", "date_prec", "where_prec", "where_description", "latitude",
                "longitude", "event_clarity", "code_status",
            ),
        },
        **passage,
    )  # fmt: skip
    if sort.relation == "CARRIED_OUT":
        edition.claim(
            (number, "by"), sort.relation, sides[0], event, start=when, place=(place,), **passage
        )
        edition.claim((number, "on"), "TARGETED", event, sides[1], start=when, **passage)
    else:
        clashed = edition.claim(
            (number, "clash"), sort.relation, *sides, start=when, end=when, place=(place,),
            text=sort.text, **passage,
        )  # fmt: skip
        edition.link(clashed, "same_event", happened)
    _deaths(edition, cells, event, sides, when, passage)


def _when(edition: Edition, cells: Cells) -> str:
    """The day of an event, or the window it falls in."""
    if cells["date_prec"]:
        edition.reading.meaning(cells.place, "date_prec", cells["date_prec"])
    days = []
    for field in ("date_start", "date_end"):
        try:
            day = edtf(cells.filled(field), "mdy")
        except DateError as error:
            cells.bad(field, str(error))
            return ""
        if not is_day(day):
            cells.bad(field, "a day is expected")
            return ""
        days.append(day)
    try:
        return window(*days)
    except DateError as error:
        cells.bad("date_end", str(error))
        return ""


def _where(edition: Edition, cells: Cells) -> tuple[str, str] | None:
    """The place of an event, no finer than is known, and what that means."""
    known = edition.reading.meaning(cells.place, "where_prec", cells["where_prec"])
    country = cells.filled("country")
    if known is None or not country:
        return None
    here = edition.entity(
        "Place", country, country, subkind="country", note={"id gwno": cells["country_id"]}
    )
    path = [country]
    for field, subkind in (
        ("adm_1", "province"),
        ("adm_2", "district"),
        (known.role, known.subkind),
    ):
        finest = field == known.role
        name = cells[field]
        if name and name != path[-1] and field != "country":
            path.append(name)
            inside = edition.entity("Place", " / ".join(path), name, subkind=subkind)
            edition.claim_once(
                (" / ".join(path), "in"), "LOCATED_IN", inside, here, locator=", ".join(path)
            )
            here = inside
        elif finest and field != "country" and not name:
            return here, "somewhere in that area"
        if finest:
            break
    return here, known.text


def _attacked(edition: Edition, cells: Cells) -> str:
    """Those whom one-sided violence hit, who have no organisation: the civilians of a country."""
    name = cells["side_b"] if cells["side_b_id"] not in _CIVILIANS else "Civilians"
    country = cells["country"]
    return edition.entity(
        "Collective", f"{name} / {country}", f"{name} ({country})", subkind="population"
    )


def _passage(cells: Cells) -> dict[str, Any]:
    """Where the row stands, and whom it goes back to."""
    said = cells["source_original"]
    news = {n: cells[n] for n in ("source_headline", "source_date") if cells[n]}
    return {
        "locator": f"id {cells['id']}",
        "stance": "reports" if said else "asserts",
        "claimant": said,
        "via": cells["source_office"].split(";"),
        "citation_note": noted(news or {"source_article": cells["source_article"]}),
    }


def _deaths(
    edition: Edition,
    cells: Cells,
    event: str,
    sides: tuple[str, str],
    when: str,
    passage: Mapping[str, Any],
) -> None:
    """How many died: in all, and of each side, of civilians and of others where there were any."""
    number = cells["id"]
    estimated = estimate(cells)
    if not estimated:
        return
    total = edition.claim(
        (number, "deaths"), "COUNTED", event, start=when, end=when, unit="deaths",
        **estimated, **passage,
    )  # fmt: skip
    for field, who, unit in (
        ("deaths_a", sides[0], "deaths on its own side"),
        ("deaths_b", sides[1], "deaths on its own side"),
        ("deaths_civilians", event, "deaths of civilians"),
        ("deaths_unknown", event, "deaths of people whose side is not known"),
    ):
        count = cells.whole(field)
        if count:
            part = edition.claim(
                (number, field.replace("_", "-")), "COUNTED", who, start=when, end=when,
                value_low=count, value_high=count, unit=unit,
                note={"id ucdp-event": number}, **passage,
            )  # fmt: skip
            edition.link(total, "includes", part)


LOADERS: Mapping[str, Loader] = {
    "ucdp-ged": Loader(
        "ucdp-ged",
        "UCDP Georeferenced Event Dataset: CSV, also in its zip, or XLSX",
        events,
        publication(
            "UCDP Georeferenced Event Dataset",
            "Sundberg, Ralph and Erik Melander (2013). Introducing the UCDP Georeferenced Event "
            "Dataset. Journal of Peace Research 50(4): 523-532.",
        ),
        mapping="ucdp.yaml",
        options=(
            Option("country", "only events in these countries, parted by ;"),
            Option("version", "edition, where the file's name does not say it"),
        ),
    )
}
