"""Ctrl-C, remembered: a library may turn it into an error of its own on its way up."""

from __future__ import annotations

import signal
from threading import current_thread, main_thread
from types import FrameType
from typing import Any


class Interruption:
    """A context that hears Ctrl-C and passes it on as ever.

    Attributes
    ----------
    heard : bool
        Whether it was pressed. What fails afterwards fails because of it: a driver that waits
        for a server says, once interrupted, that the server does not answer.

    Examples
    --------
    >>> with Interruption() as interruption:
    ...     interruption.heard
    False
    """

    def __init__(self) -> None:
        self.heard = False
        self._before: Any = None

    def __enter__(self) -> Interruption:
        if current_thread() is main_thread():  # nobody else may listen to signals
            self._before = signal.getsignal(signal.SIGINT)
            if self._before is signal.default_int_handler:
                signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._before)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.heard = True
        raise KeyboardInterrupt
