"""docker-compose.yml, checked without an engine: its form, and what Neo4j makes of its settings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.servers import neo4j
from tests.servers.neo4j import Server

FILE = Path(__file__).parent.parent / "docker-compose.yml"


def written() -> dict[str, Any]:
    """The service as the file has it."""
    service: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]["neo4j"]
    return service


def settings(environment: dict[str, str]) -> dict[str, str]:
    """The settings among the variables, by the rule of the image: `_` is a dot, `__` is `_`.

    Every variable named NEO4J_… is one, except those by which the image itself is told something.
    """
    return {
        name.removeprefix("NEO4J_").replace("_", ".").replace("..", "_"): value
        for name, value in environment.items()
        if name.startswith("NEO4J_") and name != "NEO4J_AUTH"
    }


@pytest.fixture
def compose() -> list[list[str]]:
    """Every docker-compose there is: the older program, the newer plugin, or both."""
    commands = (["docker-compose"], ["docker", "compose"])
    found = [command for command in commands if shutil.which(command[0]) and works(command)]
    if not found:
        pytest.skip("docker-compose is not installed (Debian: docker-compose)")
    return found


def works(command: list[str]) -> bool:
    """Whether a command can say its version."""
    return subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0


def config(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What docker-compose makes of the file, away from any .env of the person testing."""
    shutil.copy(FILE, folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [*command, "-f", str(folder / FILE.name), "config"],
        capture_output=True,
        text=True,
        env=kept | variables,
        check=False,
    )


def service(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The service as docker-compose understood it."""
    assert done.returncode == 0, done.stderr
    understood: dict[str, Any] = yaml.safe_load(done.stdout)["services"]["neo4j"]
    return understood


def published(port: str | dict[str, Any]) -> str:
    """A port in one form: the two generations of docker-compose print it in two."""
    if isinstance(port, str):
        return port.removesuffix("/tcp")
    return f"{port['host_ip']}:{port['published']}:{port['target']}"


def test_docker_compose_accepts_it_and_opens_ports_on_loopback_only(
    compose: list[list[str]], tmp_path: Path
) -> None:
    for command in compose:
        understood = service(config(command, tmp_path, NEO4J_PASSWORD="a-password"))
        assert understood["environment"]["NEO4J_AUTH"] == "neo4j/a-password"
        assert [published(port) for port in understood["ports"]] == [
            "127.0.0.1:7687:7687",
            "127.0.0.1:7474:7474",
        ]


def test_other_ports_are_published_and_advertised(compose: list[list[str]], tmp_path: Path) -> None:
    chosen = {"NEO4J_PASSWORD": "x", "NEO4J_BOLT_PORT": "1687", "NEO4J_HTTP_PORT": "1474"}
    for command in compose:
        understood = service(config(command, tmp_path, **chosen))
        assert [published(port) for port in understood["ports"]] == [
            "127.0.0.1:1687:7687",
            "127.0.0.1:1474:7474",
        ]
        advertised = settings(understood["environment"])["server.bolt.advertised_address"]
        assert advertised == "localhost:1687"


@pytest.mark.parametrize("given", [{}, {"NEO4J_PASSWORD": ""}])
def test_without_a_password_it_says_what_to_set(
    compose: list[list[str]], tmp_path: Path, given: dict[str, str]
) -> None:
    for command in compose:
        done = config(command, tmp_path, **given)
        assert done.returncode != 0
        assert "set NEO4J_PASSWORD to a password of your own" in done.stderr


def test_the_image_is_the_version_that_is_tested() -> None:
    assert written()["image"] == f"neo4j:{neo4j.VERSIONS['5.26']}-community"


def test_data_outlive_the_container_and_it_has_time_to_stop() -> None:
    assert written()["volumes"] == ["neo4j-data:/data", "neo4j-logs:/logs"]
    assert written()["restart"] == "unless-stopped"
    assert written()["stop_grace_period"] == "2m"


def test_neo4j_accepts_the_settings_and_its_health_check_is_true_to_it(
    compose: list[list[str]], tmp_path: Path
) -> None:
    understood = service(config(compose[0], tmp_path, NEO4J_PASSWORD="a-password"))
    wanted = settings(understood["environment"])
    try:
        server = neo4j.start(neo4j.VERSIONS["5.26"], home=tmp_path / "home", extra_settings=wanted)
    except neo4j.MissingTool as missing:
        pytest.skip(str(missing))
    try:
        assert in_force(server, wanted) == {name: spoken(v) for name, v in wanted.items()}
        assert healthy(server)
    finally:
        neo4j.stop(server)
    assert not healthy(server)


def in_force(server: Server, wanted: dict[str, str]) -> dict[str, str]:
    """What a server has for the settings in `wanted`."""
    query = "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN name, value"
    with server.driver() as driver:
        rows = driver.execute_query(query, names=list(wanted)).records
    return {row["name"]: row["value"] for row in rows}


def spoken(value: str) -> str:
    """A value as SHOW SETTINGS writes it."""
    return re.sub(r"^(\d+)([mg])$", lambda m: f"{m[1]}.00{m[2].upper()}iB", value)


def healthy(server: Server) -> bool:
    """Whether the health check, put to this server's port, finds it well."""
    kind, *command = written()["healthcheck"]["test"]
    assert kind == "CMD"
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed (Debian: {command[0]})")
    here = [word.replace(":7687", f":{server.port}") for word in command]
    assert here != command
    return subprocess.run(here, capture_output=True, check=False, timeout=30).returncode == 0
