"""Settings for all commands: what the file may say, who comes first, and how it is changed."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph import configuration
from insurgraph.errors import ArgumentError
from tests.properties import examples
from tests.test_cli import insurgraph, printed, refused


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration file of a test, which does not exist yet."""
    path = tmp_path / "a folder" / "config.toml"
    monkeypatch.setenv("INSURGRAPH_CONFIG", str(path))
    return path


def told(file: Path, text: str) -> str:
    """What is wrong with a file of that text."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    with pytest.raises(ArgumentError) as caught:
        configuration.read()
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert "\n" not in message
    return message


def test_the_file_is_in_the_place_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_config_path

    monkeypatch.delenv("INSURGRAPH_CONFIG")
    assert configuration.path() == user_config_path("insurgraph", False) / "config.toml"
    monkeypatch.setenv("INSURGRAPH_CONFIG", "")
    assert configuration.path() is None
    assert configuration.read() == {}
    with pytest.raises(ArgumentError, match="INSURGRAPH_CONFIG is empty"):
        configuration.change("format", "csv")


def test_what_cannot_be_used_is_said_in_one_line(file: Path) -> None:
    assert "no setting 'formt'; did you mean 'format'" in told(file, 'formt = "csv"\n')
    assert "format = 'xls': expected one of table, csv" in told(file, 'format = "xls"\n')
    assert "timeout = 'long': a number of seconds" in told(file, 'timeout = "long"\n')
    assert "timeout = True: a number of seconds" in told(file, "timeout = true\n")
    assert "idle = 0: a number of seconds above 0" in told(file, "idle = 0\n")
    assert "timeout = nan" in told(file, "timeout = nan\n")
    assert "user = 7: a text of one line is expected" in told(file, "user = 7\n")
    assert "data = 'tables': write the whole path" in told(file, 'data = "tables"\n')
    assert "a password is kept in no file" in told(file, 'password = "x"\n')
    address = told(file, 'uri = "bolt://me:secret@host:7687"\n')
    assert "without user and password" in address
    assert "secret" not in address
    assert "no TOML" in told(file, "format = csv\n")
    assert "no setting 'a'" in told(file, "[a]\nb = 1\n")
    file.write_bytes(b"\xff")
    with pytest.raises(ArgumentError, match="no UTF-8"):
        configuration.read()


def test_a_wrong_file_stops_commands_but_neither_help_nor_its_own_repair(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("idel = 3\n", "utf-8")
    assert "did you mean 'idle'" in refused("find", "ISK")
    assert printed("find", "-h").startswith("Usage")
    assert printed("--help").startswith("Usage")
    assert printed("config", "path").strip() == str(file)


def test_option_before_environment_before_file(file: Path) -> None:
    assert printed("config", "set", "format", "csv").strip() == str(file)
    as_csv, as_json = printed("find", "ISK", "-f", "csv"), printed("find", "ISK", "-f", "json")
    assert printed("find", "ISK") == as_csv
    assert printed("find", "ISK", INSURGRAPH_FORMAT="json") == as_json
    assert printed("find", "ISK", "-f", "json") == as_json
    assert printed("find", "ISK", "--json") == as_json
    assert "claims" in printed("diff", "nothing", "curated"), "which has formats of its own"
    printed("config", "unset", "format")
    assert "org-isk" in printed("find", "ISK")
    assert printed("find", "ISK") != as_csv


def test_data_of_the_file_serve_every_command(
    file: Path, tmp_path: Path, kg: ig.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from insurgraph.loaders import curated

    curated.write(kg.excerpt(kg.claims(relation="DEFECTED_TO")), tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    printed("config", "set", "data", "mine")
    assert tomllib.loads(file.read_text("utf-8")) == {"data": str(tmp_path / "mine")}
    everybody = json.loads(
        printed("centrality", "--relation", "RIVAL_OF", "--json", INSURGRAPH_DATA="")
    )
    assert everybody
    assert "no ties are left" in refused("centrality", "--relation", "RIVAL_OF")
    words = {"_INSURGRAPH_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    assert "org-pakistan" not in printed(COMP_WORDS="insurgraph show org-pakistan", **words)


def test_the_server_of_the_file_is_asked_and_an_empty_variable_is_none(file: Path) -> None:
    printed("config", "set", "uri", "bolt://127.0.0.1:1")
    printed("config", "set", "user", "reader")
    assert "bolt://127.0.0.1:1: no answer" in refused("query", "leaders", NEO4J_PASSWORD="x")
    assert "bolt://127.0.0.1:2: no answer" in refused(
        "query", "leaders", NEO4J_PASSWORD="x", NEO4J_URI="bolt://127.0.0.1:2"
    )
    origin = {
        row["setting"]: row["from"] for row in json.loads(printed("config", "show", "--json"))
    }
    assert origin["uri"] == origin["user"] == str(file)
    assert origin["format"] == "default"
    row = json.loads(printed("config", "show", "--json", NEO4J_URI="bolt://a:secret@b:1"))[0]
    assert (row["value"], row["from"]) == ("bolt://b:1", "NEO4J_URI")
    assert "embedded" in json.loads(printed("config", "show", "--json", NEO4J_URI=""))[0]["value"]


def test_what_is_put_into_the_environment_is_taken_out_again(file: Path) -> None:
    configuration.change("user", "reader")
    configuration.change("timeout", "2.5")
    environment = {"INSURGRAPH_TIMEOUT": "9"}
    with configuration.applied(environment):
        assert environment == {"INSURGRAPH_TIMEOUT": "9", "NEO4J_USERNAME": "reader"}
    assert environment == {"INSURGRAPH_TIMEOUT": "9"}


def test_every_other_line_of_the_file_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\nuser = "a"  # who\n\n  timeout = 5\n', "utf-8")
    configuration.change("timeout", "60")
    configuration.change("format", "jsonl")
    assert (
        file.read_text("utf-8") == '# mine\nuser = "a"  # who\n\ntimeout = 60\nformat = "jsonl"\n'
    )
    configuration.change("user", None)
    assert file.read_text("utf-8").startswith("# mine\n\ntimeout")
    file.write_text('user = """\na"""\n', "utf-8")
    with pytest.raises(ArgumentError):
        configuration.change("user", "b")
    assert file.read_text("utf-8") == 'user = """\na"""\n'


@given(st.text(min_size=1).filter(str.strip))
@examples(100)
def test_a_text_comes_back_as_it_was_chosen(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "texts.toml"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INSURGRAPH_CONFIG", str(path))
        try:
            configuration.change("database", value)
        except ArgumentError:
            assert not value.isprintable()
        else:
            assert configuration.read() == {"database": value}


def test_a_value_that_cannot_be_used_is_not_written(file: Path) -> None:
    assert "expected one of" in refused("config", "set", "format", "xls")
    assert "number of seconds" in refused("config", "set", "timeout", "soon")
    assert "kept in no file" in refused("config", "set", "password", "x")
    assert "did you mean 'timeout'" in refused("config", "unset", "timout")
    assert not file.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = str(tmp_path / "file" / "config.toml")
    done = insurgraph("config", "set", "format", "csv", INSURGRAPH_CONFIG=place)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert os.environ["INSURGRAPH_CONFIG"] == ""
