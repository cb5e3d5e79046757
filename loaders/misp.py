"""Clusters of MISP galaxies, in their JSON: groups with synonyms and relations, and one list.

``misp-galaxy``
    A cluster of a galaxy of groups, or several: every value becomes an organisation with its
    synonyms; a relation between two values that are both there becomes a claim, with the
    credibility that its likelihood tag stands for. What leads elsewhere, or to the value itself,
    stays in the note.
``canada-list``
    The entities listed as terrorist by Canada, as that cluster has them: a claim that each is
    LISTED_BY the government since the day it was published, ``said`` at the last review. Its
    further names are one free text, taken apart by `insurgraph.loaders.aliases`.

The cluster does not say of which day it is: ``-o edition=2026-01-31`` does; else it is the last day
that an entry of the list names. A newer edition of the list follows an older one
(`insurgraph.loaders.listing`). Format: https://www.misp-standard.org;
what categories mean is in ``mappings/misp.yaml`` and ``canada.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

from ..errors import ArgumentError, DateError
from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from . import aliases, jsonfile, listing
from .archive import digest
from .datetext import edtf, is_day
from .edition import Edition, clean, noted
from .jsonfile import Members
from .mapping import Meaning
from .publication import Loader, Option, Publication
from .reading import Reading, quiet, refused

_LIKELIHOOD = re.compile(r'estimative-language:likelihood-probability="([^"]+)"')
_UNREVIEWED = "not yet reviewed"

_DROPPED = {
    "description, meta.content": "prose; to be read where it is published",
    "meta.refs": "addresses of reports, not all of them public documents",
    "meta.country, meta.cfr-*, meta.attribution-confidence, meta.targeted-sector":
        "attribution and victims in cyberspace, which are no ties between these groups",
}  # fmt: skip


def clusters(reading: Reading) -> KnowledgeGraph:
    """Read clusters of groups, all into one record."""
    edition = Edition(reading, created=_day(reading))
    known = {uuid: end for path in reading.paths for uuid, end in _known(reading, path)}
    for path in reading.paths:
        sort = _sort(reading, path)
        edition.set_edition(version=_one(path, "version"))
        edition.source(path.name, digest(path))
        for value in jsonfile.objects(reading, path, "values.item"):
            with edition.row(value.place):
                _Value(edition, value, sort).group(known)
    return edition.graph()


def canada(reading: Reading) -> KnowledgeGraph:
    """Read an edition of Canada's list."""
    (path,) = reading.paths
    sort = _sort(reading, path)
    day = _day(reading) or _latest(reading, path)
    edition = Edition(reading, version=day, created=day, dated=True)
    edition.source(path.name, digest(path))
    for value in jsonfile.objects(reading, path, "values.item"):
        with edition.row(value.place):
            _Value(edition, value, sort).entry(sort)
    now = edition.graph()
    before = [reading.after] if reading.after else []
    return reduce(
        lambda old, new: listing.continued(old, new, complete=not reading.problems), [*before, now]
    )


def _day(reading: Reading) -> str:
    """The day of the edition, where it was said."""
    day = reading.options["edition"]
    if day and not is_day(day):
        raise ArgumentError(f"edition={day}: a day is expected: 2026-01-31")
    return day


def _latest(reading: Reading, path: Path) -> str:
    """The last day that an entry names: the list cannot be older."""
    values = (v.object("meta") for v in jsonfile.objects(quiet(reading), path, "values.item"))
    days = (meta.text(name) for meta in values for name in ("published", "updated"))
    return max(filter(is_day, days), default="")


def _one(path: Path, name: str) -> str:
    """One value of the cluster itself, as text."""
    found = next(jsonfile.items(path, name), None)
    return clean(str(found)) if isinstance(found, (str, int)) else ""


def _sort(reading: Reading, path: Path) -> Meaning:
    """What the values of the cluster are."""
    galaxy = _one(path, "type")
    if not galaxy:
        raise refused(path.name, "no cluster of a MISP galaxy: it has no type", column="type")
    found = reading.mapping.meaning("type", galaxy)
    if found is None:
        why = reading.mapping.unknown("type", galaxy)
        raise refused(path.name, why, column="type", value=galaxy)
    if found.omit:
        raise refused(path.name, found.omit, column="type", value=galaxy)
    return found


def _known(reading: Reading, path: Path) -> Iterator[tuple[str, str]]:
    """The uuid of every value, and the kind of what it stands for."""
    sort = _sort(reading, path)
    for value in jsonfile.objects(quiet(reading), path, "values.item"):
        uuid = value.text("uuid")
        yield uuid, _kind(reading, uuid, sort).kind


def _kind(reading: Reading, uuid: str, sort: Meaning) -> Meaning:
    return reading.mapping.meaning("value", uuid) or sort


class _Value:
    """One value of a cluster."""

    def __init__(self, edition: Edition, value: Members, sort: Meaning) -> None:
        self.edition, self.value = edition, value
        self.meta = value.object("meta")
        self.name = value.filled("value")
        self.key = value.text("uuid") or self.name
        self.kind = _kind(edition.reading, self.key, sort)

    # -- groups ----------------------------------------------------------------------------------

    def group(self, known: Mapping[str, str]) -> None:
        related = self.value.objects("related")
        inside = [r for r in related if r.text("dest-uuid") in known.keys() - {self.key}]
        entity = self.entity(
            {
                "revoked": "true" if self.value.flag("revoked") else "",
                "related elsewhere": ", ".join(_elsewhere(r for r in related if r not in inside)),
            }
        )
        for synonym in self.meta.texts("synonyms"):
            self.called(entity, aliases.readings(synonym))
        for one in inside:
            self.related(entity, one, known)

    def related(self, entity: str, one: Members, known: Mapping[str, str]) -> None:
        reading, place = self.edition.reading, self.value.place
        code, other = one.text("type"), one.text("dest-uuid")
        meaning = reading.meaning(place, "related", code, one.column("type"))
        likely = self.likelihood(one)
        if meaning is None or likely is None or meaning.omit:
            return
        ends = [(self.key, entity), (other, self.edition.entity_id(known[other], other))]
        relation = vocabularies.default().relations[meaning.relation]
        if not relation.directed:
            ends.sort()
        elif meaning.swap:
            ends.reverse()
        (first, subject), (second, object_) = ends
        key = (first, code, second)
        cited: dict[str, Any] = {
            "locator": f"uuid {self.key}, related {other}",
            "stance": likely.stance or meaning.stance or "asserts",
            "as_of": self.edition.created,
            "credibility": likely.credibility,
        }
        by = f"from-{self.key}"  # either end may say it, in any order
        tags = noted({"related.tags": ", ".join(one.texts("tags"))})
        if self.edition.has(key):
            self.edition.cite(self.edition.id(*key), key=by, note=tags, **cited)
        else:
            self.edition.claim(
                key, meaning.relation, subject, object_, role=meaning.role, citation_key=by,
                citation_note=tags, note={"related.type": code}, **cited,
            )  # fmt: skip

    def likelihood(self, one: Members) -> Meaning | None:
        """What a tag says about how likely it is; nothing when there is none."""
        tags = [m[1] for t in one.texts("tags") if (m := _LIKELIHOOD.fullmatch(t))]
        if not tags:
            return Meaning()
        return self.edition.reading.meaning(
            self.value.place, "likelihood-probability", tags[0], one.column("tags")
        )

    # -- a list ----------------------------------------------------------------------------------

    def entry(self, act: Meaning) -> None:
        number, summary = self.meta.text("id"), self.meta.text("summary")
        entity = self.entity({"id public-safety-canada": number, "summary": summary})
        self.called(entity, aliases.names_in(summary))
        since, reviewed = self.day("published"), self.day("updated")
        government = self.edition.entity(
            "Organisation", "government", "Government of Canada", subkind="government-body"
        )
        self.edition.claim(
            (self.key, "listed"), act.relation, entity, government,
            locator=f"uuid {self.key}", start=since, end="..", claimant=government, role=act.role,
            said=reviewed or since, as_of=self.edition.created,
            note={
                "published": self.meta.text("published"),
                "updated": self.meta.text("updated"),
            },
        )  # fmt: skip

    def day(self, name: str) -> str:
        text = self.meta.text(name)
        try:
            return "" if text.casefold() in (_UNREVIEWED, "n/a") else edtf(text)
        except DateError as error:
            self.meta.bad(name, str(error))
            return ""

    # -- both ------------------------------------------------------------------------------------

    def entity(self, note: Mapping[str, str]) -> str:
        uuid = self.value.text("uuid")
        entity = self.edition.entity(
            self.kind.kind, self.key, self.name, subkind=self.kind.subkind, mention=False,
            note={"id misp": uuid, **note},
        )  # fmt: skip
        self.called(entity, aliases.readings(self.name))
        others = aliases.brackets(self.name)[1]
        self.called(entity, [(other, "weak") for other in others if " " in other])
        return entity

    def called(self, entity: str, names: Iterable[tuple[str, str]]) -> None:
        for name, kind in names:
            self.edition.name(entity, name, kind, script=aliases.script_of(name))


def _elsewhere(related: Iterable[Members]) -> list[str]:
    return list(dict.fromkeys(f"{r.text('type')} {r.text('dest-uuid')}" for r in related))


_EDITION = Option("edition", "Day of the edition, which the file does not say: 2026-01-31.")

LOADERS = {
    "misp-galaxy": Loader(
        "misp-galaxy",
        "clusters of MISP galaxies of groups: JSON, one or several",
        clusters,
        Publication(
            "MISP galaxy",
            publisher="MISP Project",
            licence="CC0-1.0 or BSD-2-Clause",
            terms="Free to use.",
            attribution="MISP galaxy, MISP Project.",
            url="https://github.com/MISP/misp-galaxy",
        ),
        mapping="misp.yaml",
        options=(_EDITION,),
        several=True,
        dropped=_DROPPED,
    ),
    "canada-list": Loader(
        "canada-list",
        "Canada's listed terrorist entities, as a MISP galaxy cluster: JSON",
        canada,
        Publication(
            "Listed Terrorist Entities, Public Safety Canada",
            publisher="Public Safety Canada; MISP Project",
            licence="CC0-1.0 or BSD-2-Clause",
            terms="The cluster is free to use; the list itself is the government's and changes.",
            attribution="Listed Terrorist Entities, Public Safety Canada, in the MISP galaxy.",
            url="https://github.com/MISP/misp-galaxy",
            kind="official-list",
        ),
        mapping="canada.yaml",
        options=(_EDITION,),
        series=True,
        dropped=_DROPPED,
    ),
}
