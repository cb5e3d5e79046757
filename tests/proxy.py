"""A wire between a client and a server that a test can cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

from insurgraph.graph.connection import Address


class Wire:
    """Passes on what comes, both ways, until it is cut; remembers all of it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.ends: list[socket.socket] = []
        self.passed = bytearray()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cut it for good."""
        self.listener.close()
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.passed += data
                other.sendall(data)


@contextmanager
def wired(address: Address, scheme: str = "bolt") -> Iterator[tuple[Address, Wire]]:
    """The address of a server behind a wire, and the wire."""
    wire = Wire(urlsplit(address.uri).port or 7687)
    try:
        yield replace(address, uri=f"{scheme}://127.0.0.1:{wire.listener.getsockname()[1]}"), wire
    finally:
        wire.cut()
