"""A limit on the time of something that waits in another thread and cannot look at a clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import TypeVar

from ..errors import InsurgraphError

T = TypeVar("T")

#: Seconds that what was asked to end has for doing so.
GRACE = 4.0


class TimeLimit:
    """Ends what takes too long: asks first, and makes it end when it goes on.

    Parameters
    ----------
    seconds : float or None
        None is no limit.
    ask : callable
        Called in a thread of its own when the time is over.
    make : callable
        Called when a call then still waits after `GRACE` seconds.
    waiting : bool
        Whether a call is about to be made, so that one that is not there yet counts as waiting.

    Attributes
    ----------
    passed : bool
        Whether the time is over; no further call is begun then.
    failure : InsurgraphError or None
        What went wrong in making it end.

    Examples
    --------
    >>> with TimeLimit(60, ask=lambda: None, make=lambda: None) as limit:
    ...     limit.call(lambda: "in time")
    'in time'
    """

    def __init__(
        self,
        seconds: float | None,
        ask: Callable[[], None],
        make: Callable[[], None],
        *,
        waiting: bool = False,
    ) -> None:
        self.seconds = seconds
        self.passed = False
        self.failure: InsurgraphError | None = None
        self._ask, self._make = ask, make
        self._over, self._free = Event(), Event()
        if not waiting:
            self._free.set()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> TimeLimit:
        if self.seconds is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Lift the limit; when it has struck already, wait until all is done that it does."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def call(self, work: Callable[[], T], *, late: bool = False) -> T:
        """Do something that the limit is for.

        Parameters
        ----------
        work : callable
        late : bool
            Whether to begin it when the time is over already.

        Raises
        ------
        TimeoutError
            If the time is over already, and it is not to be begun then.
        """
        if self.passed and not late:
            raise TimeoutError
        self._free.clear()
        try:
            return work()
        finally:
            self._free.set()

    def _watch(self) -> None:
        if self._over.wait(self.seconds):
            return
        self.passed = True
        with suppress(InsurgraphError):  # who cannot be asked is made to
            self._ask()
        try:
            if not self._free.wait(GRACE):
                self._make()
        except InsurgraphError as error:
            self.failure = error
