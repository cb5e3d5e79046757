"""Cypher as text: its tokens, its statements, and where in it something stands.

No grammar and no judgement: enough to see what is code and what is a string, a comment or a quoted
name, so that no question about a query has to be asked of its raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["name", "quoted", "string", "number", "parameter", "symbol"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*)
  | (?P<comment>/\*.*?(?:\*/|\Z))
  | (?P<string>'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))
  | (?P<quoted>`(?:``|[^`])*(?:`|\Z))
  | (?P<parameter>\$(?:`(?:``|[^`])*`|\w+))
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<symbol>\.\.|<=|>=|<>|=~|\+=|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query.

    Attributes
    ----------
    kind : str
        name (keywords too), quoted (a name in backticks), string, number, parameter or symbol.
    text : str
        As written.
    start : int
        Where it begins in the text, from 0.
    line, column : int
        The same for a reader, from 1.
    """

    kind: Kind
    text: str
    start: int
    line: int
    column: int

    @property
    def end(self) -> int:
        """Where the next thing begins."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """Upper case of a bare name, for comparing with keywords; else empty."""
        return self.text.upper() if self.kind == "name" else ""

    @property
    def value(self) -> str:
        """A name, a parameter's name or a string, without what encloses it."""
        if self.kind == "parameter":
            return self.text[1:].strip("`")
        if self.kind == "quoted":
            return self.text[1:-1].replace("``", "`")
        if self.kind == "string":
            return re.sub(r"\\(.)", r"\1", self.text[1:-1])
        return self.text


def tokens(text: str) -> list[Token]:
    """The tokens of a text, without spaces and comments.

    Examples
    --------
    >>> [t.text for t in tokens("MATCH (n) // all\\nRETURN n.`full name`")]
    ['MATCH', '(', 'n', ')', 'RETURN', 'n', '.', '`full name`']
    """
    found, line, line_start = [], 1, 0
    for match in _TOKEN.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind not in ("space", "comment"):
            found.append(Token(kind, match[0], start, line, start - line_start + 1))  # type: ignore[arg-type]  # the groups are the kinds
        breaks = match[0].count("\n")
        if breaks:
            line += breaks
            line_start = start + match[0].rindex("\n") + 1
    return found


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a text of several.

    Attributes
    ----------
    text : str
        Without the semicolon.
    start : int
        Where it begins in the text, from 0.
    line, column : int
        The same for a reader, from 1.
    ended : bool
        Whether a semicolon ended it.
    """

    text: str
    start: int
    line: int
    column: int
    ended: bool

    @property
    def in_place(self) -> str:
        """Its text where it was, with nothing before it."""
        return "\n" * (self.line - 1) + " " * (self.column - 1) + self.text


def statements(text: str) -> list[Statement]:
    """The statements of a text, divided where a semicolon is one; empty ones are left out.

    Examples
    --------
    >>> [s.text for s in statements("RETURN 'a;b'; // no; end\\nRETURN 2")]
    ["RETURN 'a;b'", 'RETURN 2']
    """
    return list(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    first: Token | None = None
    last: Token | None = None
    for token in tokens(text):
        if token.text == ";":
            if first is not None and last is not None:
                yield _statement(text, first, last, ended=True)
            first = None
            continue
        first, last = first or token, token
    if first is not None and last is not None:
        yield _statement(text, first, last, ended=False)


def _statement(text: str, first: Token, last: Token, *, ended: bool) -> Statement:
    return Statement(text[first.start : last.end], first.start, first.line, first.column, ended)


def parameters(text: str) -> tuple[str, ...]:
    """Names of the parameters that a text wants, each once, in their order.

    Examples
    --------
    >>> parameters("MATCH (n {id: $id}) WHERE n.name <> '$no' RETURN $id, $`of it`")
    ('id', 'of it')
    """
    return tuple(dict.fromkeys(t.value for t in tokens(text) if t.kind == "parameter"))


def reads_files(text: str) -> bool:
    """Whether a text has ``LOAD CSV`` in it, which a server that refuses writing lets through.

    Letters written as escapes are read as a server reads them.

    Examples
    --------
    >>> reads_files("load /* a */ csv FROM $x AS l RETURN l"), reads_files("RETURN 'LOAD CSV'")
    (True, False)
    >>> reads_files(chr(92) + "u004COAD CSV FROM $x AS l RETURN l")
    True
    """
    decoded = _ESCAPED_LETTER.sub(lambda m: chr(int(m[1], 16)), text)
    return any(
        (one.word, other.word) == ("LOAD", "CSV")
        for version in {text, decoded}
        for found in [tokens(version)]
        for one, other in pairwise(found)
    )


def pointer(text: str, line: int, column: int, width: int = 76) -> str:
    """A line of a text with a caret below the place; empty when the text has no such place.

    Parameters
    ----------
    text : str
    line, column : int
        From 1; one column beyond the line's end is its end.
    width : int
        A longer line is shown in part, around the place.

    Examples
    --------
    >>> print(pointer("MATCH (n RETURN n", 1, 10))
      MATCH (n RETURN n
               ^
    """
    lines = text.split("\n")
    if not 1 <= line <= len(lines) or not 1 <= column <= len(lines[line - 1]) + 1:
        return ""
    shown = lines[line - 1].replace("\t", " ").rstrip("\r")
    cut = max(0, min(column - width // 2, len(shown) - width))
    return f"  {shown[cut : cut + width]}\n  {' ' * (column - 1 - cut)}^"


def columns(text: str) -> tuple[str, ...]:
    """Names of the columns that a text returns, as a server names them; none when it says ``*``.

    Examples
    --------
    >>> columns("MATCH (p:Person) RETURN p.name AS name, count(*) ORDER BY name")
    ('name', 'count(*)')
    """
    found = list(_top_level(tokens(text)))
    last = max((at for at, t in enumerate(found) if t.word == "RETURN"), default=None)
    if last is None:
        return ()
    items: list[list[Token]] = [[]]
    for token in found[last + 1 :]:
        if token.word in ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION") or token.text == ";":
            break
        if token.text == ",":
            items.append([])
        elif not (token.word == "DISTINCT" and items == [[]]):
            items[-1].append(token)
    names = tuple(_column(text, item) for item in items)
    return () if "*" in names or "" in names else names


def _top_level(found: list[Token]) -> Iterator[Token]:
    """Tokens outside all brackets, and the brackets themselves."""
    depth = 0
    for token in found:
        if token.kind == "symbol" and token.text in ")]}":
            depth -= 1
        if depth == 0:
            yield token
        if token.kind == "symbol" and token.text in "([{":
            depth += 1


def _column(text: str, item: list[Token]) -> str:
    if len(item) > 2 and item[-2].word == "AS":
        return item[-1].value
    if len(item) == 1 and item[0].kind == "quoted":
        return item[0].value
    return text[item[0].start : item[-1].end] if item else ""
