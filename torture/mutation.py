"""Inputs made from others: cut, doubled, swapped, crossed with what parsers stumble over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

#: What parsers stumble over.
STONES = (
    b"\0", b"\r", b"\n", b'"', b"'", b"`", b"\\", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"<", b"&", b"<!DOCTYPE x>", b"]]>", b"{", b"[", b"(" * 300, b"[" * 3000, b'{"a":' * 500,
    b"- " * 300, b"*a", b"&a [*a, *a]", b"9" * 400, b"-1", b"1e999", b"NaN", b"-0", b"1" * 5000,
    b"0000", b"9999-12-31", b"10000", b"XX", b"..", b"/", b"%", b"=1+1", b"@SUM(A1)",
    "\u202e".encode(), "\u0000\u200b".encode(), "\u0661\u0662".encode(), "\U0001f4a9".encode(),
    "\u0085".encode(), "\u2028".encode(), "\u212a".encode(), "\u00df".encode(), b"*/",
    b"/*", b"//", b"$",
    b"null", b"true", b"[]", b"{}", b"!!python/object:os.system", b"<<: *a", b"? ", b": ",
    b"\x1b[31m", b"\x00\x01\x02", b",", b";", b"\t", b"a" * 70_000,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], random: Random) -> Iterator[bytes]:
    """Inputs without end; the same ones for the same `random`."""
    while True:
        made = bytearray(random.choice(seeds))
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 6))):
            _change(made, seeds, random)
        yield bytes(made)


def _change(made: bytearray, seeds: Sequence[bytes], random: Random) -> None:
    at = random.randint(0, len(made))
    until = min(len(made), at + random.choice((0, 1, 1, 2, 4, 16, 200)))
    way = random.randrange(8)
    if way == 0:
        del made[at:until]
    elif way == 1:
        made[at:until] = made[at:until] * random.choice((2, 3, 50))
    elif way == 2 and at < len(made):
        made[at] = random.randrange(256)
    elif way == 3:
        made[at:until] = random.randbytes(until - at)
    elif way == 4:
        other = random.choice(seeds)
        begin = random.randint(0, len(other))
        made[at:until] = other[begin : begin + 64]
    elif way == 5:
        del made[at:]
    else:
        made[at:until] = random.choice(STONES)
