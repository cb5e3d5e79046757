"""XML, element by element: no document type, so no entities, and nothing from outside.

`expat` reads; a document type declaration is refused as soon as it begins, before anything in it
can be expanded or fetched. What is not an element that was asked for is not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .archive import opened
from .reading import refused

_DEEPEST = 100
_LONGEST = 10 * 2**20  # characters of one element that was asked for, and all in it
_PORTION = 2**16


def elements(path: Path, tags: Collection[str]) -> Iterator[Element]:
    """The outermost elements of these names, one after the other, each with what is in it.

    Names are without their namespaces; so are those inside. The first to come is the root of the
    document, without what is in it, for its attributes.

    Parameters
    ----------
    path : Path
        An XML file, also in ``.gz`` or ``.zip``.
    tags : collection of str

    Raises
    ------
    RecordError
        If it is not well-formed, has a document type, or nests or grows beyond bounds.
    """
    with opened(path) as file:
        yield from _Parser(file.name, tags).elements(file.stream)


class _Parser:
    def __init__(self, name: str, tags: Collection[str]) -> None:
        self.name = name
        self.tags = frozenset(tags)
        self.depth = 0
        self.length = 0
        self.inside = 0  # depth of the element that is being built, 0 when none is
        self.builder = TreeBuilder()
        self.ready: deque[Element] = deque()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data

    def elements(self, stream: IO[bytes]) -> Iterator[Element]:
        while True:
            portion = stream.read(_PORTION)
            try:
                self.parser.Parse(portion, not portion)
            except expat.ExpatError as error:
                why = expat.ErrorString(error.code)
                raise refused(self.name, f"not well-formed XML: {why}", row=error.lineno) from None
            except (LookupError, ValueError) as error:  # an encoding unknown, or to expat
                raise refused(self.name, f"cannot be decoded: {error}") from None
            while self.ready:
                yield self.ready.popleft()
            if not portion:
                return

    def doctype(self, *_declared: object) -> None:
        raise refused(
            self.name,
            "has a document type declaration, which is not read: it can name files and hide "
            "entities; take the <!DOCTYPE ...> out",
            row=self.parser.CurrentLineNumber,
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.beyond(f"nested deeper than {_DEEPEST} elements")
        tag = name.rpartition("}")[2]
        bare = {k.rpartition("}")[2]: v for k, v in attributes.items()}
        if self.depth == 1:
            self.ready.append(Element(tag, bare))
        if not self.inside and tag in self.tags:
            self.inside, self.length, self.builder = self.depth, 0, TreeBuilder()
        if self.inside:
            self.grow(sum(map(len, bare.values())) + len(tag))
            self.builder.start(tag, bare)

    def end(self, name: str) -> None:
        if self.inside:
            self.builder.end(name.rpartition("}")[2])
        if self.inside == self.depth:
            self.inside = 0
            self.ready.append(self.builder.close())
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.inside:
            self.grow(len(text))
            self.builder.data(text)

    def grow(self, by: int) -> None:
        self.length += by
        if self.length > _LONGEST:
            raise self.beyond(f"an element of more than {_LONGEST:,} characters")

    def beyond(self, reason: str) -> Exception:
        return refused(self.name, reason, row=self.parser.CurrentLineNumber)
