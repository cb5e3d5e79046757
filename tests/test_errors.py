"""What our errors say, whatever they quote."""

from __future__ import annotations

import pytest

import insurgraph as ig
from insurgraph import errors
from insurgraph.errors import InsurgraphError, NotFoundError, Problem, RecordError


@pytest.mark.parametrize("sign", [*"\n\r\x0b\x1b\x85\u2028\u202e\u2066\ud800\t\0"])
def test_an_error_is_one_line_whatever_it_quotes(sign: str) -> None:
    quoted = f"before{sign}after"
    problem = Problem(quoted, 3, quoted, quoted, f"no such thing as {quoted}")
    told = [str(NotFoundError(quoted)), str(problem), str(RecordError(quoted, (problem,)))]
    for text in told:
        assert text.isprintable()
        assert "before" in text
        assert "after" in text


def test_letters_of_any_script_are_quoted_as_they_are() -> None:
    name = "جبهة پشتو Ñandú 組織"
    assert str(NotFoundError(name)) == name


def test_every_error_of_ours_is_one_tree() -> None:
    found = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert len(found) > 10
    assert all(issubclass(e, InsurgraphError) for e in found)


def test_what_a_user_types_cannot_write_to_the_terminal() -> None:
    with pytest.raises(NotFoundError) as caught:
        ig.load().resolve("\x1b]0;owned\x07")
    assert str(caught.value).isprintable()
