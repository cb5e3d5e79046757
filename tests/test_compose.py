"""docker-compose.yml, checked without an engine: its form, and what Neo4j makes of its settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.servers import neo4j

FILE = Path(__file__).parent.parent / "docker-compose.yml"


def composed(password: str | None) -> subprocess.CompletedProcess[str]:
    """What docker-compose makes of the file."""
    command = shutil.which("docker-compose")
    if command is None:
        pytest.skip("docker-compose is not installed (Debian: docker-compose)")
    environment = {k: v for k, v in os.environ.items() if k != "NEO4J_PASSWORD"}
    if password is not None:
        environment["NEO4J_PASSWORD"] = password
    return subprocess.run(
        [command, "-f", str(FILE), "config"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def settings() -> dict[str, str]:
    """The settings in the file, by the rule of the image: ``_`` is a dot, ``__`` an underscore."""
    environment = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]["neo4j"][
        "environment"
    ]
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): str(
            value
        )
        for name, value in environment.items()
        if name != "NEO4J_AUTH"
    }


def test_docker_compose_accepts_it_and_opens_ports_on_loopback_only() -> None:
    done = composed("a-password")
    assert done.returncode == 0, done.stderr
    service = yaml.safe_load(done.stdout)["services"]["neo4j"]
    assert service["environment"]["NEO4J_AUTH"] == "neo4j/a-password"
    ports = json.dumps(service["ports"])
    assert ports.count("127.0.0.1") == len(service["ports"]) == 2


def test_without_a_password_it_says_what_to_set() -> None:
    done = composed(None)
    assert done.returncode != 0
    assert "set NEO4J_PASSWORD" in done.stderr


def test_the_image_is_the_version_that_is_tested() -> None:
    image = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]["neo4j"]["image"]
    assert image == f"neo4j:{neo4j.VERSIONS['5.26']}-community"


def test_neo4j_accepts_the_settings_and_its_health_check_is_answered(tmp_path: Path) -> None:
    names = settings()
    assert "dbms.security.allow_csv_import_from_file_urls" in names
    try:
        server = neo4j.start(neo4j.VERSIONS["5.26"], home=tmp_path / "home", extra_settings=names)
    except neo4j.MissingTool as missing:
        pytest.skip(str(missing))
    try:
        with server.driver() as driver:
            rows, _, _ = driver.execute_query(
                "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN name, value",
                names=list(names),
            )
            found = {row["name"]: row["value"] for row in rows}
        assert found.keys() == names.keys()
        wanted = {name: re.sub(r"^1g$", "1.00GiB", value) for name, value in names.items()}
        wanted = {name: re.sub(r"^(\d+)m$", r"\1.00MiB", value) for name, value in wanted.items()}
        assert found == wanted
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}", timeout=10) as answer:
            assert answer.status == 200
    finally:
        neo4j.stop(server)
