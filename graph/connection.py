"""Connections to one server: drivers, sessions, and what the driver raises in our own words."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from ..errors import (
    ArgumentError,
    AuthenticationFailed,
    DatabaseError,
    QueryError,
    ServerUnavailable,
)

if TYPE_CHECKING:
    from neo4j import Driver, Session
    from neo4j.api import BookmarkManager
    from neo4j.exceptions import Neo4jError

    from .engine import Endpoint

Access = Literal["READ", "WRITE"]
Refused = Callable[["Neo4jError"], QueryError]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks; the password is never shown."""

    uri: str
    user: str
    password: str
    database: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.uri!r}, user={self.user!r}, database={self.database!r})"


def given(
    uri: str | None, user: str | None, password: str | None, database: str | None
) -> Address | None:
    """The server named here, what is not named by ``NEO4J_*``; None when there is none."""
    uri = uri or os.environ.get("NEO4J_URI") or ""
    if not uri:
        return None
    return Address(
        uri,
        user or os.environ.get("NEO4J_USERNAME") or "neo4j",
        password if password is not None else os.environ.get("NEO4J_PASSWORD", ""),
        database or os.environ.get("NEO4J_DATABASE") or None,
    )


class Connection:
    """A server, whoever asks it: one driver a user, opened when it is first needed.

    Parameters
    ----------
    address : Address
    reader : Address, optional
        Who reads, when it is another.
    folder : Path, optional
        Of the embedded engine, when that is the server: when it does not answer it is looked for
        again, or started.
    notify : callable
    """

    def __init__(
        self,
        address: Address,
        *,
        reader: Address | None = None,
        folder: Path | None = None,
        notify: Callable[[str], None] = lambda _message: None,
    ) -> None:
        self.address = address
        self.reader = reader or address
        self.folder = folder
        self.notify = notify
        self._drivers: dict[Address, Driver] = {}
        self._lost = False
        self._token = secrets.token_hex(6)
        self._marks: set[int] = set()
        self._lock = Lock()

    def address_of(self, access: Access) -> Address:
        """Who asks, for reading or writing."""
        return self.reader if access == "READ" else self.address

    @cached_property
    def bookmarks(self) -> BookmarkManager:
        """What the sessions so far have written and seen.

        All sessions share it. In a cluster, each then sees at least what those before it did,
        whichever member answers: what was loaded through this connection is read through it.
        """
        from neo4j import GraphDatabase

        return GraphDatabase.bookmark_manager()

    def close(self) -> None:
        """Close all connections, those in use too."""
        drivers, self._drivers = self._drivers, {}
        for driver in drivers.values():
            with suppress(Exception):  # what another thread is using may fail in the middle
                driver.close()

    @contextmanager
    def session(self, access: Access) -> Iterator[Session]:
        """A session; what goes wrong in it is told in one line.

        Raises
        ------
        ServerUnavailable, AuthenticationFailed, QueryError, DatabaseError
        """
        if self._lost:
            self.renew()
        with self.telling(access):
            address = self.address_of(access)
            session = self.driver(address).session(
                database=address.database,
                default_access_mode=access,
                bookmark_manager=self.bookmarks,
            )
            try:
                yield session
            finally:
                _close(session)

    @contextmanager
    def telling(self, access: Access, refused: Refused | None = None) -> Iterator[None]:
        """Turn what the driver raises into our own errors, each one line.

        Parameters
        ----------
        access : {'READ', 'WRITE'}
        refused : callable, optional
            Makes the error for what the server refuses, when more can be said of it.
        """
        try:
            with _told(self.address_of(access), refused):
                yield
        except ServerUnavailable:
            self._lost = True
            raise

    def driver(self, address: Address) -> Driver:
        """The driver for an address, reached once before any work, so that failing is quick."""
        if address not in self._drivers:
            driver = self._drivers[address] = _open(address)
            try:
                driver.verify_connectivity()
            except ValueError as error:  # how the driver says that a host has no address
                raise ServerUnavailable(f"{shown(address.uri)}: {first_line(error)}") from None
        return self._drivers[address]

    def renew(self) -> None:
        """Connect anew; the embedded engine is looked for, and started when it does not run.

        Raises
        ------
        EngineError
        """
        from . import engine

        self.close()
        if self.folder is not None:
            self._adopt(engine.ensure(self.folder, notify=self.notify))
        self._lost = False

    def restart(self) -> None:
        """End the embedded engine, as the last means against a query, and start it again.

        Raises
        ------
        EngineError
        """
        from . import engine

        assert self.folder is not None  # noqa: S101 - nobody else's server is ended
        self.notify("a query cannot be ended: restarting the embedded engine; no data is lost")
        endpoint = engine.restart(self.folder)
        self.close()
        self._adopt(endpoint)

    def _adopt(self, endpoint: Endpoint) -> None:
        self.address, self.reader = addresses(endpoint)

    @contextmanager
    def mark(self) -> Iterator[str]:
        """A comment by which a query that runs now is known; free again afterwards.

        The lowest number that is free: the same text of a query is the same text again.
        """
        with self._lock:
            number = next(n for n in range(len(self._marks) + 1) if n not in self._marks)
            self._marks.add(number)
        try:
            yield f"/* insurgraph {self._token}.{number} */"
        finally:
            self._marks.discard(number)

    def terminate(self, mark: str, access: Access) -> None:
        """End the query that bears a mark, from a session beside it.

        Raises
        ------
        DatabaseError
        """
        if self._lost:
            return  # nobody is there to be asked; who waits for an answer hears it from the driver
        with self.session(access) as session:
            found = session.run(
                "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS query "
                "WHERE query CONTAINS $mark RETURN id",
                mark=mark,
            ).value("id")
            if found:
                session.run("TERMINATE TRANSACTIONS $ids", ids=found).consume()


def addresses(endpoint: Endpoint) -> tuple[Address, Address]:
    """Owner and reader of a running embedded engine."""
    owner, reader = (
        Address(endpoint.uri, user, password, endpoint.database)
        for user, password in (endpoint.owner, endpoint.reader)
    )
    return owner, reader


def _open(address: Address) -> Driver:
    from neo4j import GraphDatabase, NotificationMinimumSeverity
    from neo4j.exceptions import ConfigurationError

    try:
        return GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            user_agent="insurgraph",
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            connection_timeout=10,
            max_transaction_retry_time=15,
        )
    except (ConfigurationError, ValueError) as error:
        raise ArgumentError(
            f"{shown(address.uri)}: no address of a server ({first_line(error)}); "
            "write bolt://127.0.0.1:7687 or neo4j://host"
        ) from None


def _close(session: Session) -> None:
    """Close a session; one whose transaction cannot be ended is only closed when told twice."""
    try:
        session.close()
    except Exception:
        session.close()
        raise


@contextmanager
def _told(address: Address, refused: Refused | None) -> Iterator[None]:
    from neo4j.exceptions import (
        AuthError,
        DriverError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    where = shown(address.uri)
    try:
        yield
    except AuthError as error:
        raise AuthenticationFailed(
            f"{where}: user {address.user!r} was refused ({first_line(error.message or error)}); "
            "set NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from None
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        if (untrusted := _certificate(error)) is not None:
            raise ServerUnavailable(
                f"{where}: its certificate is not trusted ({first_line(untrusted)}); name the "
                "certificate of whoever signed it with SSL_CERT_FILE, or take any with "
                "bolt+ssc:// or neo4j+ssc://"
            ) from None
        raise ServerUnavailable(
            f"{where}: no answer ({first_line(_reason(error))}); "
            "is the server running there? "
            "Without NEO4J_URI the embedded engine is used"
        ) from None
    except Neo4jError as error:
        if refused is not None:
            raise refused(error) from None
        raise QueryError(f"{where}: {first_line(error.message or error)}") from None
    except DriverError as error:
        raise DatabaseError(f"{where}: {first_line(error)}") from None


def _reason(error: BaseException) -> BaseException:
    """Why a server does not answer: what its system says, else what the driver does."""
    found = (cause for cause in _causes(error) if isinstance(cause, OSError))
    return next(found, error.__cause__ or error)


def _certificate(error: BaseException) -> str | None:
    """What is wrong with a server's certificate, when that is what it fails for."""
    from ssl import SSLCertVerificationError

    for cause in _causes(error):
        if isinstance(cause, SSLCertVerificationError):
            return cause.verify_message or str(cause)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that led to it; in a cluster, what each server said."""
    yield error
    for inner in (error.__cause__, *getattr(error, "exceptions", ())):
        if inner is not None:
            yield from _causes(inner)


def shown(uri: str) -> str:
    """An address without whatever stands before ``@``.

    Examples
    --------
    >>> shown("bolt://me:secret@host:7687")
    'bolt://host:7687'
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "the address given"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def first_line(error: object) -> str:
    """The first line of what an error says, of bearable length, without the stop.

    Examples
    --------
    >>> first_line(ValueError("No such thing.\\nMore about it."))
    'No such thing'
    """
    line = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    return line if len(line) <= 400 else f"{line[:397]}..."
