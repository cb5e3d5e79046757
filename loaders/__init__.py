"""Other people's documents and data sets -> records, one module a format.

A module of a format defines ``LOADERS``, its loaders by name (`insurgraph.loaders.publication`);
what they share are modules named after what they hold: `reading` what was asked for and what is
wrong with it, `edition` the record in the making, `mapping` what categories mean, `tabular`,
`xmlfile`, `jsonfile` and `archive` the files themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import NotFoundError
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest

if TYPE_CHECKING:
    from .publication import Loader
    from .reading import Bad, Progress

#: Every loader by name, and the module that has it.
HOME: Mapping[str, str] = {
    "curated": "own",
    "judgements": "own",
    "jsonl": "own",
    "json": "own",
    "canada-list": "misp",
    "ftm": "ftm",
    "misp-galaxy": "misp",
    "ofac-sdn": "ofac",
    "stix": "stix",
    "ucdp-actor": "ucdp",
    "ucdp-dyadic": "ucdp",
    "ucdp-nonstate": "ucdp",
    "ucdp-ged": "ged",
    "acled": "acled",
    "militants": "edges",
    "table": "edges",
    "graphml": "graphfile",
    "gexf": "graphfile",
    "un-sc": "un",
}


def loader(name: str) -> Loader:
    """The loader of that name.

    Raises
    ------
    NotFoundError
        If there is none.

    Examples
    --------
    >>> loader("ucdp-actor").publication.licence
    'CC BY 4.0'
    """
    if name not in HOME:
        raise NotFoundError(
            f"no loader {name!r}{nearest(name, HOME)}; there are: {', '.join(HOME)}"
        )
    found: Mapping[str, Loader] = import_module(f".{HOME[name]}", __name__).LOADERS
    return found[name]


def load(folder: str | Path | None = None) -> KnowledgeGraph:
    """The curated record, or any folder of tables in its format.

    Parameters
    ----------
    folder : path, optional
        The folder; the record that comes with the package when not given.

    Raises
    ------
    NotFoundError
        If there is no such folder.
    RecordError
        If anything in it breaks a rule.

    Examples
    --------
    >>> len(load()) > 100
    True
    """
    from . import curated

    return curated.read(files("insurgraph.data") if folder is None else Path(folder))


def read(
    name: str,
    *paths: str | Path,
    record: str = "",
    mapping: str | Path | None = None,
    options: Mapping[str, str] | None = None,
    bad: Bad = "report",
    progress: Progress | None = None,
    after: KnowledgeGraph | None = None,
) -> KnowledgeGraph:
    """A data set that somebody else publishes, as a record of its own.

    Parameters
    ----------
    name : str
        Name of the loader; ``insurgraph loaders`` lists them.
    *paths : path
        The files, in the publisher's own format.
    record : str, optional
        Name of the record, when two editions are to stand side by side; the loader's otherwise.
    mapping : path, optional
        A mapping file to lay over the one that says what the publisher's categories mean
        (`insurgraph.loaders.mapping`).
    options : mapping of str to str, optional
        Choices that the loader offers.
    bad : {'report', 'stop'} or callable
        Rows that cannot be read: all of them in one error and nothing loaded, an error at the
        first, or left out, the function being told each `insurgraph.errors.Problem`.
    progress : callable, optional
        Told what is done, how many rows are done and how many there are, 0 when not known.
    after : KnowledgeGraph, optional
        The record so far, where editions of a list follow one another: what the newer edition no
        longer has is kept and has an end (`insurgraph.loaders.listing`).

    Raises
    ------
    NotFoundError
        If there is no such loader or file.
    ArgumentError
        If an option or a mapping is none of this loader.
    RecordError
        If a file or a row cannot be read; ``problems`` has every file, row and column.

    Examples
    --------
    >>> from importlib.resources import files
    >>> read("curated", files("insurgraph.data")) == load()
    True
    """
    from .reading import Reading

    chosen = loader(name)
    return chosen.read(
        Reading(
            chosen,
            [Path(p) for p in paths],
            record=record,
            mapping=None if mapping is None else Path(mapping),
            options=options,
            bad=bad,
            progress=progress,
            after=after,
        )
    )


def loaders() -> Sequence[Loader]:
    """Every loader there is."""
    return [loader(name) for name in HOME]
