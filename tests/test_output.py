"""Files: the whole new one or the old one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from insurgraph.errors import OutputError
from insurgraph.graph.output import replacing, write_text


def test_a_file_is_written_with_the_folders_on_the_way(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c.txt"
    write_text(target, "جبهة\n")
    assert target.read_bytes() == "جبهة\n".encode()
    assert [p.name for p in target.parent.iterdir()] == ["c.txt"]


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old, and longer")
    write_text(target, "new")
    assert target.read_text() == "new"


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with replacing(target) as out:
        out.write("ne")
        out.flush()
        assert target.read_text() == "old"
        out.write("w")
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_when_writing_fails_the_old_file_stays_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(error), replacing(target) as out:  # noqa: PT012
        out.write("half of it")
        raise error
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_text_that_no_file_can_hold_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a.txt", "\udc80")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"cannot write .*a\.txt: No space left"),
        replacing(tmp_path / "a.txt"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_below_a_file_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    target = tmp_path / "file" / "below" / "a.txt"
    with pytest.raises(OutputError) as caught:
        write_text(target, "x")
    message = str(caught.value)
    assert message.startswith(f"cannot write {target}: ")
    assert message.endswith("; choose another place")
    assert "\n" not in message
    assert (tmp_path / "file").read_text() == "here"


def test_in_the_place_of_a_folder_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_text(tmp_path / "folder", "x")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_text(tmp_path / ("x" * 300), "x")
    assert list(tmp_path.iterdir()) == []


def test_long_names_that_the_system_takes_are_taken(tmp_path: Path) -> None:
    for name in ("x" * 250, "ج" * 120):
        write_text(tmp_path / name, "x")
        assert (tmp_path / name).read_text() == "x"


def test_the_line_ends_are_those_asked_for(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "1\n2\n")
    with replacing(tmp_path / "b", newline="") as out:
        out.write("1\r\n2\n")
    assert (tmp_path / "a").read_bytes() == b"1\n2\n"
    assert (tmp_path / "b").read_bytes() == b"1\r\n2\n"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "x")
    (tmp_path / "b").touch()
    modes = [stat.S_IMODE((tmp_path / n).stat().st_mode) for n in "ab"]
    assert modes[0] == modes[1]
