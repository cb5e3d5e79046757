"""What a loader is: the data set it reads, on whose terms, and with which options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..graph.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from .reading import Reading


@dataclass(frozen=True, slots=True)
class Publication:
    """A data set, or a format, as its publisher offers it.

    Attributes
    ----------
    title : str
        What it is called in a reference.
    publisher : str
    licence : str
        Short name of the licence, or ``terms of the publisher``.
    terms : str
        One sentence for whoever loads it: what may be done with it, and where it comes from.
    attribution : str
        The sentence that has to go with everything made of it.
    citation : str
        The work to cite.
    url : str
        Where its publisher offers it.
    kind : str
        Kind of source, from the vocabulary.
    """

    title: str
    publisher: str = ""
    licence: str = ""
    terms: str = ""
    attribution: str = ""
    citation: str = ""
    url: str = ""
    kind: str = "dataset"


@dataclass(frozen=True, slots=True)
class Option:
    """Something a reader may choose, as text: ``-o regimes=all``.

    Attributes
    ----------
    default : str
        What holds when nothing is said.
    choices : tuple of str
        What it may be; anything when empty.
    """

    name: str
    description: str
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loader:
    """A format that can be loaded.

    Attributes
    ----------
    name : str
        What it is called, and the name of the record it makes unless another is given.
    reads : str
        The files it takes, in words.
    read : callable
        Turns a `Reading` into a record.
    publication : Publication
    mapping : str
        File in ``loaders/mappings`` that says what the publisher's categories mean; ``""`` when
        the format has none.
    options : tuple of Option
    several : bool
        Whether several files can be read as one record.
    series : bool
        Whether editions follow one another in one record, so that a newer one is read with what
        is known from the earlier ones (`Reading.after`).
    dropped : mapping of str to str
        Fields of the publisher that are never read, and why.
    """

    name: str
    reads: str
    read: Callable[[Reading], KnowledgeGraph]
    publication: Publication
    mapping: str = ""
    options: tuple[Option, ...] = ()
    several: bool = False
    series: bool = False
    dropped: Mapping[str, str] = field(default_factory=dict)
