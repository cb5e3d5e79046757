"""Inputs by the million for every target, led by what they make the library do.

``python -m torture.fuzz --inputs 1000000`` shares the inputs out among the targets, and gives each
to atheris (libFuzzer) in a process of its own: inputs that reach a new line are kept and changed
further. Where atheris cannot be had, inputs are made by `torture.mutation` without that guidance,
and the report says so. An input that is a finding is kept, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from torture.mutation import STONES, mutated

ROOT = Path(__file__).resolve().parents[1]

#: Where inputs that are findings are kept.
FOUND = ROOT / ".cache" / "findings"

_LONGEST = 65536  # bytes of an input
_PATIENCE = 20  # seconds for one input, on a machine that does other things too
_EVERY = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a target took its inputs: how many of them ended how, and what the last words were."""

    name: str
    ended: Mapping[str, int]
    seconds: float
    finding: str

    def __str__(self) -> str:
        count = sum(self.ended.values())
        parts = ", ".join(f"{name} {number:,}" for name, number in sorted(self.ended.items()))
        return f"{self.name:<15} {count:>9,} {self.seconds:>6.0f} s  {parts}  {self.finding}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign, or with ``--target`` one part of it; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], help="names of targets")
    parser.add_argument("--together", type=int, default=os.cpu_count(), help="at the same time")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.target:
        _give(chosen.target, chosen.inputs, chosen.seed, chosen.count)
        return 0
    return _campaign(chosen.inputs, chosen.seed, chosen.only, chosen.together)


def _campaign(inputs: int, seed: int, only: Sequence[str], together: int) -> int:
    from insurgraph.loaders import HOME
    from torture.targets import targets

    if missing := HOME.keys() - {"curated", *targets()}:
        sys.exit(f"no target in torture/targets.py for the loaders {', '.join(sorted(missing))}")
    taken = [t for t in targets().values() if not only or t.name in only]
    shares = sum(t.share for t in taken)
    guided = _atheris()
    FOUND.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(together) as pool:
        outcomes = list(
            pool.map(
                lambda t: _run(t.name, -(-inputs * t.share // shares), seed, guided),
                sorted(taken, key=lambda t: -t.share),
            )
        )
    for outcome in outcomes:
        print(outcome)
    total = sum(sum(o.ended.values()) for o in outcomes)
    findings = sum(bool(o.finding) for o in outcomes)
    led = "led by coverage (atheris)" if guided else "not led by coverage: no atheris here"
    print(f"{total:,} inputs to {len(outcomes)} targets, {led}; {findings} findings")
    return 1 if findings else 0


def _atheris() -> Path | None:
    """Where atheris is, installed by hash in a place of its own; None where it cannot be."""
    from tests.isolated import installed

    try:
        return installed("atheris")
    except subprocess.CalledProcessError:
        return None


def _run(name: str, inputs: int, seed: int, guided: Path | None) -> Outcome:
    """Give a target its inputs in a process of its own, which it may bring down."""
    with TemporaryDirectory() as folder:
        count = Path(folder) / "count"
        path = os.pathsep.join(map(str, filter(None, (ROOT, guided))))
        began = time.monotonic()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "torture.fuzz", "--target", name),
                *("--inputs", str(inputs), "--seed", str(seed), "--count", str(count)),
            ],
            env={**os.environ, "PYTHONPATH": path},
            cwd=folder,
            capture_output=True,
            check=False,
        )
        ended = json.loads(count.read_text()) if count.exists() else {}
        said = done.stderr.decode("utf-8", "replace")
        return Outcome(name, ended, time.monotonic() - began, _finding(done.returncode, said))


def _finding(status: int, said: str) -> str:
    """What went wrong, in a line; empty when nothing did."""
    if status == 0:
        return ""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if "Error" in line or "Test unit written" in line]
    return f"FINDING (status {status}): " + " | ".join((told or lines)[-4:])


# -- one target ------------------------------------------------------------------------------------


def _give(name: str, inputs: int, seed: int, count: Path) -> None:
    """Give one target its inputs, and write down how they ended."""
    try:
        import atheris
    except ImportError:
        _give_unguided(name, inputs, seed, count)
        return
    with atheris.instrument_imports(include=["insurgraph"], enable_loader_override=False):
        from torture.targets import targets
    target = targets()[name]
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, data in enumerate(target.seeds):
            (corpus / str(number)).write_bytes(data)
        (Path(folder) / "words").write_text(_dictionary())
        options = [
            *(f"-runs={inputs}", f"-seed={seed}", f"-max_len={_LONGEST}", f"-timeout={_PATIENCE}"),
            *(f"-dict={folder}/words", f"-artifact_prefix={FOUND}/{name}-", "-rss_limit_mb=4096"),
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], _counted(name, inputs, count))
        atheris.Fuzz()  # and does not return


def _give_unguided(name: str, inputs: int, seed: int, count: Path) -> None:
    from torture.targets import targets

    give = _counted(name, inputs, count)
    for data in islice(mutated(targets()[name].seeds, Random(seed)), inputs):
        try:
            give(data)
        except BaseException:
            (FOUND / f"{name}-crash").write_bytes(data)
            raise


def _counted(name: str, inputs: int, count: Path) -> Callable[[bytes], None]:
    """A function that gives an input to a target and keeps count of how they ended."""
    from torture.targets import attempt, targets

    ended: Counter[str] = Counter()
    take = partial(attempt, targets()[name])

    def give(data: bytes) -> None:
        ended[take(data)] += 1
        if (given := ended.total()) % _EVERY == 0 or given >= inputs:
            count.write_text(json.dumps(ended))

    return give


def _dictionary() -> str:
    """What parsers stumble over, as libFuzzer reads it."""
    lines = ["".join(f"\\x{byte:02x}" for byte in stone) for stone in STONES if len(stone) <= 24]
    return "".join(f'"{line}"\n' for line in lines)


if __name__ == "__main__":
    sys.exit(main())
