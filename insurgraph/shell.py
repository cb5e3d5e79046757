"""The Cypher prompt: statements that end with a semicolon, commands that begin with a colon.

On a terminal it completes, remembers and pages; in a pipe it reads statements from standard input,
prints their answers and stops at the first that is refused.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__, terminal
from .completion import Suggestion, Words, suggestions
from .errors import ArgumentError, InsurgraphError, NotFoundError, QueryError
from .graph import schema as schemas
from .graph.cypher import Statement, parameters, statements
from .graph.table import Table
from .graph.vocabulary import default, nearest
from .parameters import Ask, free, pairs
from .question import Question, listing, portion, show

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.output import Output

    from .graph.database import Database
    from .graph.schema import Schema

PROMPT, CONTINUED = "insurgraph> ", "        ... "

_HELP = (
    ("STATEMENT;", "ask in Cypher; it may go over several lines"),
    (":queries [NAME]", "list the named queries, or show one"),
    (":run NAME KEY=VALUE ...", "ask a named query"),
    (":schema [NAME]", "what is in the database: all labels and types, or one with its properties"),
    (":param [KEY [VALUE]]", "show parameters, set $KEY, or take it away; KEY:entity and "
     "KEY:period as in `insurgraph query`"),
    (":help", "this"),
    (":quit", "leave"),
)  # fmt: skip


class Shell:
    """What a prompt works with.

    Parameters
    ----------
    database : Database
    format : str
        How answers are printed.
    limit : int or None
        At most so many rows; see `insurgraph.question.show`.
    timeout : float or None
        Seconds for one statement.
    write : bool
        Whether statements may write.
    ask : callable, optional
        Asks who is meant by an ambiguous name.
    """

    def __init__(
        self,
        database: Database,
        *,
        format: str = "table",
        limit: int | None = None,
        timeout: float | None = None,
        write: bool = False,
        ask: Ask | None = None,
    ) -> None:
        self.database = database
        self.format = format
        self.limit = limit
        self.timeout = timeout
        self.write = write
        self.ask = ask
        self.page = False
        self.parameters: dict[str, Any] = {}
        self._commands: Mapping[str, Callable[[str], None]] = {
            ":queries": self._queries,
            ":run": self._run,
            ":schema": self._schema,
            ":param": self._param,
            ":help": self._help,
            ":quit": self._quit,
        }

    # -- reading ---------------------------------------------------------------------------------

    def read_pipe(self, lines: Iterable[str]) -> None:
        """Do what is asked line by line, up to the first error.

        Raises
        ------
        InsurgraphError
        """
        with suppress(EOFError):
            for text in _inputs(lines):
                self.do(text)

    def prompt(self, source: Input | None = None, target: Output | None = None) -> None:
        """Ask for statements until the user leaves."""
        terminal.note(
            f"insurgraph {__version__} on {self.database.verify()}, "
            f"{'writing' if self.write else 'reading only'}; :help helps, :quit leaves"
        )
        self.page = True
        session = self._session(source, target)
        while True:
            try:
                self.do(session.prompt())
            except EOFError:
                return
            except KeyboardInterrupt:
                terminal.say("interrupted")
            except InsurgraphError as error:
                terminal.say(f"Error: {error}")
                if isinstance(error, QueryError) and error.pointer:
                    terminal.say(error.pointer)

    def do(self, text: str) -> None:
        """Do one thing: a command, or one or more statements.

        Raises
        ------
        InsurgraphError
        EOFError
            If it is to leave.
        """
        if text.strip().startswith(":"):
            name, _, rest = text.strip().rstrip(";").partition(" ")
            if name not in self._commands:
                raise NotFoundError(f"no command {name}{nearest(name, self._commands)}; see :help")
            self._commands[name](rest.strip())
            return
        for statement in statements(text):
            self._ask(statement)

    def _ask(self, statement: Statement) -> None:
        missing = [p for p in parameters(statement.text) if p not in self.parameters]
        if missing:
            raise ArgumentError(f"${missing[0]} is not set: `:param {missing[0]} VALUE`")
        self._answer(Question(statement.in_place), self.parameters)

    def _answer(self, question: Question, values: Mapping[str, Any]) -> None:
        for finding in () if question.query or self.write else question.misleading(self.database):
            terminal.note(f"note: {finding}")
        with self.database.stream(
            question.text,
            values,
            timeout=self.timeout,
            write=self.write,
            portion=portion(self.limit, self.format),
        ) as rows:
            show(rows, self.format, self.limit, question.query, page=self.page)

    # -- commands --------------------------------------------------------------------------------

    def _show(self, table: Table) -> None:
        terminal.show(table, self.format, page=self.page)

    def _queries(self, name: str) -> None:
        from .queries import catalogue

        if name:
            click.echo(catalogue().get(name).text)
            return
        self._show(listing(catalogue(), self.format))

    def _run(self, words: str) -> None:
        try:
            name, *given = shlex.split(words)
        except ValueError:
            raise ArgumentError(":run NAME KEY=VALUE ...; quote a value with blanks") from None
        question = Question.named(name)
        found = pairs(given)
        question.check(found)
        self._answer(question, question.values(found, self.database, self.ask))

    def _schema(self, name: str) -> None:
        self._show(schema_table(schemas.of(self.database.vocabulary()), name))

    def _param(self, words: str) -> None:
        key, _, value = words.partition(" ")
        if not key:
            rows = [(k, str(v), type(v).__name__) for k, v in sorted(self.parameters.items())]
            self._show(Table.of(["parameter", "value", "type"], rows))
        elif not value:
            self.parameters.pop(key, None)
        else:
            text = value.strip().removeprefix("=>").strip()
            self.parameters |= free({key: text}, self.database, self.ask)

    def _help(self, _words: str) -> None:
        self._show(Table.of(["write", "to"], _HELP))

    def _quit(self, _words: str) -> None:
        raise EOFError

    # -- the prompt ------------------------------------------------------------------------------

    def _session(self, source: Input | None, target: Output | None) -> PromptSession[str]:
        from prompt_toolkit import PromptSession

        return PromptSession(
            PROMPT,
            multiline=True,
            prompt_continuation=CONTINUED,
            history=history(history_file()),
            completer=_completer(self._words()),
            complete_while_typing=False,
            key_bindings=_keys(),
            input=source,
            output=target,
        )

    def _words(self) -> Words:
        from .queries import catalogue

        vocabulary = self.database.vocabulary() or default()
        names = {e.id: e.name for e in self.database.names().entities.values()}
        return Words(
            vocabulary,
            schemas.of(vocabulary),
            names,
            tuple(catalogue().files),
            self.parameters,
            tuple(self._commands),
        )


def _inputs(lines: Iterable[str]) -> Iterator[str]:
    """Commands and statements of a text that comes line by line."""
    pending, skipped = "", 0
    for number, line in enumerate(lines):
        if not statements(pending) and line.lstrip().startswith(":"):
            yield line
            pending, skipped = "", number + 1
            continue
        pending += line
        found = statements(pending)
        if found and found[-1].ended:
            yield "\n" * skipped + pending
            pending, skipped = "", number + 1
    if statements(pending):
        yield "\n" * skipped + pending


def schema_table(schema: Schema, name: str = "") -> Table:
    """All labels and types, or the properties of one.

    Raises
    ------
    NotFoundError
        If there is none of that name.

    Examples
    --------
    >>> [row[0] for row in schema_table(schemas.of(), "NAMED").rows]
    ['id', 'record']
    """
    if name:
        part = schema.labels.get(name) or schema.types.get(name)
        if part is None:
            near = nearest(name, [*schema.labels, *schema.types])
            raise NotFoundError(f"no label or type {name!r}{near}")
        rows = [(p.name, p.type, p.meaning, list(p.values)) for p in part.properties.values()]
        return Table.of(["property", "type", "meaning", "values"], rows, name, [part.meaning])
    labels = [(f"(:{k.name})", "", k.meaning) for k in schema.labels.values()]
    types = [
        (f"[:{t.name}]", f"{'|'.join(t.start)} to {'|'.join(t.end)}", t.meaning)
        for t in schema.types.values()
    ]
    return Table.of(["name", "joins", "meaning"], [*labels, *types])


# -- what prompt_toolkit wants ---------------------------------------------------------------------


def _completer(words: Words) -> Any:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Cypher(Completer):
        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterator[Completion]:
            return map(_completion, suggestions(document.text_before_cursor, words))

    def _completion(found: Suggestion) -> Completion:
        return Completion(found.text, -found.replaced, display_meta=found.about)

    return Cypher()


def _keys() -> KeyBindings:
    """Enter sends what is whole and otherwise begins a new line; Escape, Enter sends all."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys


def is_whole(text: str) -> bool:
    """Whether a text is something that can be done: a command, nothing, or ended statements.

    Examples
    --------
    >>> is_whole("RETURN 1"), is_whole("RETURN ';"), is_whole("RETURN 1;"), is_whole(":help")
    (False, False, True, True)
    """
    found = statements(text)
    return text.lstrip().startswith(":") or not text.strip() or bool(found and found[-1].ended)


def history_file() -> Path:
    """Where lines are remembered: ``INSURGRAPH_HOME``, else the user's folder for such things."""
    home = os.environ.get("INSURGRAPH_HOME")
    if home:
        return Path(home) / "shell-history"
    from platformdirs import user_state_path

    return user_state_path("insurgraph", appauthor=False) / "shell-history"


def history(path: Path) -> History:
    """Lines remembered in a file for its owner alone; in memory when it cannot be written.

    What has a password in it is not remembered.
    """
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class Private(FileHistory):
        def store_string(self, string: str) -> None:
            if "PASSWORD" not in string.upper():
                super().store_string(string)

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        path.chmod(0o600)
    except OSError as error:
        reason = error.strerror or error
        terminal.note(f"lines are not remembered: cannot write {path} ({reason})")
        return InMemoryHistory()
    return Private(str(path))
