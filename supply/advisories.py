"""Known weaknesses of what is locked, as far as anybody can be asked about them.

    python -m supply.advisories PIP_AUDIT       the program, from an environment of its own

Asks the service that pip-audit asks about every package in the locked requirements. A weakness
found is a failure. That nobody answers is none, as it says nothing about the packages; but it is
said: pip-audit itself then ends well, as if there were no weaknesses.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from . import checkout


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of the packages of one lock.

    Attributes
    ----------
    asked : int
        How many packages were asked about.
    known : int
        Of how many the service knows something, be it that nothing is wrong.
    weaknesses : tuple of str
        One line each.
    """

    asked: int
    known: int
    weaknesses: tuple[str, ...]

    def __str__(self) -> str:
        if not self.known:
            return f"nobody answers for any of {self.asked} packages: nothing is known of them"
        found = f"{len(self.weaknesses)} known weaknesses in {self.known} packages"
        left = self.asked - self.known
        return found + (f"; nobody answers for {left} more" if left else "")


def read(report: str, asked: int) -> Answer:
    """What a report of pip-audit in JSON says; an empty one is of a service that failed."""
    rows: list[dict[str, Any]] = json.loads(report)["dependencies"] if report.strip() else []
    known = [row for row in rows if "skip_reason" not in row]
    weaknesses = [
        f"{row['name']} {row['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version'}"
        for row in known
        for weakness in row["vulns"]
    ]
    return Answer(asked, len(known), tuple(weaknesses))


def ask(program: str, lock: Path) -> Answer:
    """Ask about everything in one file of locked requirements."""
    asked = len(checkout.locked(lock))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [program, "--requirement", str(lock), "--require-hashes", "--disable-pip",
             "--progress-spinner", "off", "--timeout", "15", "--format", "json",
             "--output", str(report)],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if not report.is_file():
            click.echo(f"pip-audit: {done.stderr.strip()[-300:]}", err=True)
            return Answer(asked, 0, ())
        return read(report.read_text(encoding="utf-8"), asked)


@click.command()
@click.argument("program")
def main(program: str) -> None:
    """Ask about everything that is locked, by the pip-audit that is PROGRAM."""
    weaknesses: list[str] = []
    for lock in checkout.locks():
        answer = ask(program, lock)
        click.echo(f"{lock.name}: {answer}")
        weaknesses += answer.weaknesses
    if weaknesses:
        raise click.ClickException("; ".join(dict.fromkeys(weaknesses)))


if __name__ == "__main__":
    main()
