"""What can come next in a Cypher text that is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .graph.cypher import Token, tokens
from .graph.schema import Schema
from .graph.vocabulary import Vocabulary
from .queries.pattern import KEYWORDS
from .queries.reading import Reading

#: At most so many ids and names are offered at once.
MOST = 50


@dataclass(frozen=True)
class Words:
    """What there is to complete with.

    Attributes
    ----------
    vocabulary : Vocabulary
    schema : Schema
    names : mapping of str to str
        Name by id, of every entity.
    queries : sequence of str
    parameters : mapping
        Parameters that are set; read when it is needed.
    commands : sequence of str
        Of the shell, with their colon.
    """

    vocabulary: Vocabulary
    schema: Schema
    names: Mapping[str, str]
    queries: Sequence[str] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    commands: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that can come next, in place of the last `replaced` letters; `about` explains it."""

    text: str
    replaced: int
    about: str = ""


def suggestions(text: str, words: Words) -> list[Suggestion]:
    """What can come next after a text.

    Labels and types after a colon, properties after a point, parameters after ``$``, ids and
    names inside a string, else keywords. A name inside ``{id: '`` gives its id.

    Examples
    --------
    >>> from insurgraph.graph import schema
    >>> from insurgraph.graph.vocabulary import default
    >>> words = Words(default(), schema.of(), {"org-isk": "Islamic State Khorasan"})
    >>> [s.text for s in suggestions("MATCH (p:Per", words)]
    ['Person']
    >>> [s.text for s in suggestions("MATCH (o:Organisation {id: 'khor", words)]
    ['org-isk']
    """
    if text.lstrip().startswith(":"):
        return list(_of_command(text.lstrip(), words))
    found = tokens(text)
    last = found[-1] if found else None
    if last is not None and last.end == len(text) and _is_open(last):
        return list(_in_string(found, words))
    typed = last if last is not None and last.end == len(text) and _is_word(last) else None
    before = found[: len(found) - (typed is not None)]
    beginning = typed.text if typed else ""
    if last is not None and last.end < len(text):
        return []
    return list(_next(before, beginning, text, words))


def _next(before: Sequence[Token], beginning: str, text: str, words: Words) -> Iterator[Suggestion]:
    sign = before[-1].text if before else ""
    if sign == "$" or beginning.startswith("$"):
        yield from _matching(beginning.removeprefix("$"), words.parameters)
    elif sign in (":", "|", "&", "!"):
        inside = _innermost(before)
        known: Mapping[str, str] = (
            {t.name: t.meaning for t in words.schema.types.values()}
            if inside == "["
            else {k.name: k.meaning for k in words.schema.labels.values()}
            if inside in ("(", "")
            else {}
        )
        yield from _matching(beginning, known)
    elif sign == "." and len(before) > 1:
        had = Reading(text, words.vocabulary).properties(before[-2].value)
        yield from _matching(beginning, {p.name: p.meaning for p in had.values()})
    elif beginning:
        upper = beginning.upper()
        for keyword in sorted(KEYWORDS):
            if keyword.startswith(upper):
                yield Suggestion(keyword, len(beginning))


def _matching(beginning: str, known: Mapping[str, object] | Iterable[str]) -> Iterator[Suggestion]:
    folded = beginning.casefold()
    for name in known:
        if name.casefold().startswith(folded):
            about = known[name] if isinstance(known, Mapping) else ""
            yield Suggestion(name, len(beginning), str(about))


def _in_string(found: Sequence[Token], words: Words) -> Iterator[Suggestion]:
    quote, typed = found[-1].text[0], found[-1].text[1:]
    of_id = "id" in [t.text for t in found[-3:-1]]
    folded = typed.casefold()
    count = 0
    for id_, name in words.names.items():
        if folded in name.casefold() or id_.startswith(folded):
            text = id_ if of_id else name.replace("\\", "\\\\").replace(quote, f"\\{quote}")
            yield Suggestion(text, len(typed), name if of_id else id_)
            count += 1
            if count == MOST:
                return


def _of_command(text: str, words: Words) -> Iterator[Suggestion]:
    command, space, rest = text.partition(" ")
    if not space:
        yield from _matching(command, words.commands)
    elif command in (":run", ":queries"):
        yield from _matching(rest, words.queries)
    elif command == ":schema":
        yield from _matching(rest, [*words.schema.labels, *words.schema.types])
    elif command == ":param":
        yield from _matching(rest, words.parameters)


def _is_open(token: Token) -> bool:
    """Whether a string has not been closed yet."""
    return token.kind == "string" and (len(token.text) == 1 or token.text[-1] != token.text[0])


def _is_word(token: Token) -> bool:
    return token.kind in ("name", "parameter")


def _innermost(found: Sequence[Token]) -> str:
    """The innermost bracket that is open."""
    opened: list[str] = []
    for token in found:
        if token.kind == "symbol" and token.text in "([{":
            opened.append(token.text)
        elif token.kind == "symbol" and token.text in ")]}" and opened:
            opened.pop()
    return opened[-1] if opened else ""
