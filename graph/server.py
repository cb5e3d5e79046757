"""A running server of the embedded engine, seen as what it is: a process with two open ports.

A process is known by the folder on its command line, which is there from its first moment and
ends with it; no number in a file can be mistaken for it.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from . import arcadedb

#: Seconds that a server has for going when asked, before it is made to go.
GRACE = 10.0

_HOST = "127.0.0.1"
_BOLT_HELLO = bytes.fromhex("6060b017" + "00000404" + "00" * 12)
_BOLT_REPLY = bytes.fromhex("00000404")

Credentials = tuple[str, str]


def running_on(folder: Path) -> list[psutil.Process]:
    """All servers on `folder`; more than one only for as long as the second takes to fail."""
    return [p for p in psutil.process_iter() if serves(p, folder)]


def serves(process: psutil.Process, folder: Path) -> bool:
    """Whether a process is a live server on `folder`."""
    try:
        served = arcadedb.served_folder(process.cmdline())
        return served is not None and served.samefile(folder) and alive(process)
    except (psutil.Error, OSError):
        return False


def alive(process: psutil.Process) -> bool:
    """Whether a process still runs; one that is dead and not yet buried does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def ports(process: psutil.Process) -> tuple[int, int] | None:
    """The Bolt and the HTTP port of a server, once it is ready for work on both."""
    listening = [c.laddr.port for c in _connections(process) if c.status == psutil.CONN_LISTEN]
    if len(listening) != 2:
        return None
    bolt, http = sorted(listening, key=answers, reverse=True)
    return (bolt, http) if _ready(http) else None


def answers(port: int, patience: float = 2.0) -> bool:
    """Whether somebody speaks Bolt on a port of this machine."""
    try:
        with socket.create_connection((_HOST, port), patience) as connection:
            connection.settimeout(patience)
            connection.sendall(_BOLT_HELLO)
            return connection.recv(4) == _BOLT_REPLY
    except OSError:
        return False


def clients(process: psutil.Process) -> int:
    """How many connections to a server are open."""
    return sum(c.status == psutil.CONN_ESTABLISHED for c in _connections(process))


def end(process: psutil.Process, owner: Credentials | None = None) -> None:
    """Ask a server to end, and after `GRACE` seconds make it; no acknowledged commit is lost.

    Parameters
    ----------
    process : psutil.Process
    owner : tuple of str, optional
        Name and password, for systems on which a process cannot be asked by a signal.
    """
    with suppress(psutil.NoSuchProcess):
        if os.name != "nt":
            process.terminate()
        elif owner is None or not shut_down(process, owner):
            process.kill()
        if not gone(process, GRACE):
            process.kill()
            gone(process, GRACE)


def gone(process: psutil.Process, patience: float) -> bool:
    """Wait for a process to end; whether it did."""
    deadline = time.monotonic() + patience
    while alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def shut_down(process: psutil.Process, owner: Credentials) -> bool:
    """Ask a server over HTTP to end; whether it agreed."""
    found = ports(process)
    return found is not None and order(found[1], owner, "shutdown") is not None


def order(http: int, user: Credentials, command: str) -> Any:
    """Give a server an administrative command; its result, or None when it is not obeyed."""
    token = base64.b64encode(":".join(user).encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    body = json.dumps({"command": command})
    status, answer = _request(http, "POST", "/api/v1/server", body, headers)
    return json.loads(answer)["result"] if status == 200 else None


def _ready(http: int) -> bool:
    status, _ = _request(http, "GET", "/api/v1/ready")
    return status == 204


def _request(
    http: int,
    method: str,
    path: str,
    body: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Status and body of what a server answers; status 0 when it does not."""
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(_HOST, http, timeout=GRACE)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def _connections(process: psutil.Process) -> list[Any]:
    try:
        return list(process.net_connections("tcp"))
    except psutil.Error:
        return []
