"""Connections that nobody can listen to: a real server with a certificate of our own making."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.errors import ServerUnavailable
from insurgraph.graph.connection import Address
from insurgraph.graph.database import Database
from tests.proxy import wired
from tests.servers import neo4j
from tests.servers.jdk import MissingTool

ASKED = "RETURN 'a question that nobody else may read' AS said"


@dataclass(frozen=True, slots=True)
class Encrypted:
    """A server that takes encrypted connections, and who signed its certificate."""

    server: neo4j.Server
    authority: Path

    def at(self, scheme: str, host: str = "127.0.0.1") -> Database:
        """The database at an address of that scheme."""
        uri = f"{scheme}://{host}:{self.server.port}"
        return Database(Address(uri, self.server.user, self.server.password))


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encrypted]:
    """A server whose certificate is signed by an authority that no system knows."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here, which makes the certificates")
    home = tmp_path_factory.mktemp("encrypted")
    folder = home / "certificates" / "bolt"
    folder.mkdir(parents=True)
    authority = certified(folder)
    policy = "dbms.ssl.policy.bolt"
    settings = {
        f"{policy}.enabled": "true",
        f"{policy}.base_directory": "certificates/bolt",
        f"{policy}.private_key": "private.key",
        f"{policy}.public_certificate": "public.crt",
        f"{policy}.client_auth": "NONE",
        "server.bolt.tls_level": "OPTIONAL",  # so that the same server shows the difference
    }
    try:
        server = neo4j.start(neo4j.VERSIONS["5.26"], home=home, extra_settings=settings)
    except MissingTool as missing:
        pytest.skip(str(missing))
    yield Encrypted(server, authority)
    neo4j.stop(server)


def certified(folder: Path) -> Path:
    """Make an authority and a certificate for 127.0.0.1, and no other name, that it signed."""
    authority = folder.parent / "authority.crt"
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for command in (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key "
        f"-out {authority} -addext basicConstraints=critical,CA:TRUE "
        "-addext keyUsage=critical,keyCertSign",
        "req -newkey rsa:2048 -nodes -subj /CN=server -keyout private.key -out asked.csr",
        f"x509 -req -in asked.csr -CA {authority} -CAkey authority.key -CAcreateserial -days 2 "
        "-extfile names -out public.crt",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    for made in ("authority.key", "asked.csr", "names"):
        (folder / made).unlink()
    return authority


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_of_a_trusted_authority_is_taken(
    encrypted: Encrypted, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.authority))
    with encrypted.at(scheme) as database:
        assert database.cypher("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_any_certificate_is_taken_when_the_user_says_so(encrypted: Encrypted, scheme: str) -> None:
    with encrypted.at(scheme) as database:
        assert database.cypher("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_of_nobody_known_is_refused(encrypted: Encrypted, scheme: str) -> None:
    with (
        encrypted.at(scheme) as database,
        pytest.raises(ServerUnavailable, match=r"not trusted \(.*\); name .* SSL_CERT_FILE"),
    ):
        database.verify()


def test_a_certificate_for_another_host_is_refused(
    encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.authority))
    with (
        encrypted.at("bolt+s", "localhost") as database,
        pytest.raises(ServerUnavailable, match=r"not trusted \(Hostname mismatch"),
    ):
        database.verify()


def test_who_listens_on_the_wire_learns_nothing(
    encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.authority))
    secrets = [encrypted.server.password.encode(), b"nobody else may read"]
    for scheme, plain in (("bolt", True), ("bolt+s", False)):
        with wired(encrypted.at("bolt").address, scheme) as (address, wire):
            with Database(address) as database:
                database.cypher(ASKED)
            assert [secret in wire.passed for secret in secrets] == [plain, plain]


def test_the_command_line_takes_an_encrypted_address(
    encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", encrypted.server.password)
    monkeypatch.setenv("NEO4J_URI", f"bolt+ssc://127.0.0.1:{encrypted.server.port}")
    with ig.connect() as database:
        assert database.verify().startswith("Neo4j/5.26")
