"""Exports of the Armed Conflict Location and Event Data project: an event a row.

The user's own download, under the headers of any year (``EVENT_ID_CNTY``, ``event_id_cnty``), with
actors' sorts in numbers or in words. A battle is a CLASHED_WITH of its two sides; in remote
violence, violence against civilians, riots and protests the first actor CARRIED_OUT an event that
TARGETED the second. Events of the type *strategic developments* are left out by the mapping.

``time_precision`` 2 means a day of the week around the date, 3 one of its month.

Not kept: ``notes`` (the publisher's text, which may name private persons), ``tags``, coordinates.
Actors have no ids here: a name is an entity, and two spellings are two until somebody judges.

Source: the project's codebook (https://acleddata.com/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ..errors import DateError
from ..graph.knowledge import KnowledgeGraph
from .archive import digest
from .datetext import edtf, is_day
from .edition import Edition
from .mapping import Meaning
from .publication import Loader, Option, Publication
from .reading import Reading
from .tabular import Cells, fields, rows

_EVENT = fields(
    "event_id_cnty", "event_date", "event_type", "actor1", "country", "location",
    optional=(
        "time_precision", "sub_event_type", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2",
        "inter2", "admin1", "admin2", "geo_precision", "source", "fatalities",
    ),
    assoc_actor_1="ally_actor_1 associated_actor_1",
    assoc_actor_2="ally_actor_2 associated_actor_2",
    geo_precision="geo_precis", event_id_cnty="event_id",
)  # fmt: skip

#: Begin the names of actors who are no organisation, where nothing else tells.
_CROWDS = re.compile(r"(Civilians|Protesters|Rioters|Refugees)\b")


def events(reading: Reading) -> KnowledgeGraph:
    """Read one or several exports."""
    edition = Edition(reading, version=reading.options["version"])
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for cells in rows(reading, path, _EVENT):
            with edition.row(cells.place):
                _event(edition, cells)
    return edition.graph()


def _event(edition: Edition, cells: Cells) -> None:
    sort = edition.reading.meaning(
        cells.place, "event_type", cells["event_type"], cells.column("event_type")
    )
    if sort is not None and sort.omit:
        return
    number, when, where = (
        cells.filled("event_id_cnty"),
        _when(edition, cells),
        _where(edition, cells),
    )
    first, second = (_actor(edition, cells, which) for which in ("1", "2"))
    if sort is None or not number or not when or not where or not first:
        return
    place, precision = where
    passage: dict[str, Any] = {
        "locator": f"event_id_cnty {number}",
        "via": cells["source"].split(";"),
    }
    event = edition.entity(
        sort.kind, number,
        f"{cells['sub_event_type'] or cells['event_type']}, {cells['location']}, {when}",
        subkind=sort.subkind, mention=False, note={"id acled-event": number},
    )  # fmt: skip
    happened = edition.claim(
        (number, "happened"), "HAPPENED", event, place, start=when, text=precision,
        note=cells.noted("event_type", "time_precision", "geo_precision"), **passage,
    )  # fmt: skip
    if sort.relation == "CLASHED_WITH" and second and second != first:
        clashed = edition.claim(
            (number, "clash"), sort.relation, first, second, start=when, end=when, place=(place,),
            **passage,
        )  # fmt: skip
        edition.link(clashed, "same_event", happened)
    else:
        edition.claim((number, "by"), "CARRIED_OUT", first, event, start=when, **passage)
        if second:
            edition.claim((number, "on"), "TARGETED", event, second, start=when, **passage)
    for which, actor in (("1", first), ("2", second)):
        _associates(edition, cells, which, actor, when, passage)
    deaths = cells.whole("fatalities")
    if deaths is not None:
        edition.claim(
            (number, "deaths"), "COUNTED", event, start=when, end=when, value_low=deaths,
            value_high=deaths, unit="deaths", **passage,
        )  # fmt: skip


def _when(edition: Edition, cells: Cells) -> str:
    """The day of an event, or the days it may have been."""
    known = "day"
    if cells["time_precision"]:
        found = edition.reading.meaning(cells.place, "time_precision", cells["time_precision"])
        known = found.text if found else known
    try:
        day = edtf(cells.filled("event_date"), "dmy")
    except DateError as error:
        cells.bad("event_date", str(error))
        return ""
    if not is_day(day):
        cells.bad("event_date", "a day is expected")
        return ""
    if known == "month":
        return day[:7]
    if known == "week":
        middle, days = date.fromisoformat(day), timedelta(days=6)
        return f"{middle - days}/{middle + days}"
    return day


def _where(edition: Edition, cells: Cells) -> tuple[str, str] | None:
    """The place of an event inside its district, province and country, and how sure that is."""
    known = Meaning()
    if cells["geo_precision"]:
        found = edition.reading.meaning(cells.place, "geo_precision", cells["geo_precision"])
        if found is None:
            return None
        known = found
    path: list[str] = []
    here = ""
    for field, subkind in (
        ("country", "country"), ("admin1", "province"), ("admin2", "district"),
        ("location", "city"),
    ):  # fmt: skip
        name = cells[field]
        if not name or (path and name == path[-1]):
            continue
        path.append(name)
        inside = edition.entity("Place", " / ".join(path), name, subkind=subkind)
        if here:
            edition.claim_once(
                (" / ".join(path), "in"), "LOCATED_IN", inside, here, locator=", ".join(path)
            )
        here = inside
    if not here:
        cells.bad("country", "this cell must not be empty")
        return None
    return here, known.text


def _actor(edition: Edition, cells: Cells, which: str) -> str:
    """One actor, ``""`` where none is named."""
    name, code = cells[f"actor{which}"], cells[f"inter{which}"]
    if not name:
        return ""
    if not code or code == "0":
        return _named(edition, name)
    sort = edition.reading.meaning(cells.place, "inter", code, cells.column(f"inter{which}"))
    return edition.entity(sort.kind, name, name, subkind=sort.subkind) if sort else ""


def _named(edition: Edition, name: str) -> str:
    """An actor of whom only the name tells what it is."""
    kind = "Collective" if _CROWDS.match(name) else "Organisation"
    return edition.entity(kind, name, name)


def _associates(
    edition: Edition,
    cells: Cells,
    which: str,
    actor: str,
    when: str,
    passage: Mapping[str, Any],
) -> None:
    """Those who are named beside an actor in the same event."""
    meaning = edition.reading.mapping.tables["associated"]["with"]
    names = [n.strip() for n in cells[f"assoc_actor_{which}"].split(";") if n.strip()]
    for name in dict.fromkeys(names):
        other = _named(edition, name)
        if actor and other != actor and not meaning.omit:
            edition.claim(
                (cells["event_id_cnty"], f"with-{which}", name), meaning.relation, actor, other,
                start=when, end=when, role=meaning.role, **passage,
            )  # fmt: skip


LOADERS: Mapping[str, Loader] = {
    "acled": Loader(
        "acled",
        "your own export from ACLED: CSV or XLSX, several as one record",
        events,
        Publication(
            "Armed Conflict Location and Event Data",
            publisher="ACLED",
            licence="terms of ACLED",
            terms="Your own registered download under ACLED's terms of use; the data must not be "
            "passed on.",
            attribution="Armed Conflict Location and Event Data (ACLED), https://acleddata.com/.",
            citation="Raleigh, Clionadh, Roudabeh Kishi and Andrew Linke (2023). Political "
            "instability patterns are obscured by conflict dataset scope conditions, sources, and "
            "coding choices. Humanities and Social Sciences Communications 10: 74.",
            url="https://acleddata.com/",
        ),
        mapping="acled.yaml",
        options=(Option("version", "edition, such as the day of the download"),),
        several=True,
    ),
}
