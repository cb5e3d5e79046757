"""Under which licences everything stands that is installed with insurgraph.

    python -m supply.licences       a table of them; fails where one is not allowed

The dependencies are followed from the package's own description, extras included, to the last one
that is installed here. A licence is read from ``License-Expression``, else from the classifiers,
else from ``License``; what these words mean, and which licences may come along and why, is said
below and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_SHORT = "asks for its notice to be kept, which the package that is installed does"

#: SPDX identifiers of licences that may come along, and why.
ALLOWED: Mapping[str, str] = {
    "0BSD": "asks for nothing",
    "Apache-2.0": "asks for its notice to be kept; grants patents",
    "BSD-2-Clause": _SHORT,
    "BSD-3-Clause": _SHORT,
    "CC-BY-4.0": "asks for its author to be named: the record's own",
    "CC0-1.0": "asks for nothing",
    "ISC": _SHORT,
    "MIT": _SHORT,
    "MIT-CMU": _SHORT,
    "Zlib": _SHORT,
    "OFL-1.1": "fonts, which may go along with anything but be sold by themselves",
    "PSF-2.0": "the licence of Python itself",
    "Python-2.0": "the licence of Python itself",
    "MPL-2.0": "reaches no further than its own files, which are not changed",
    "GPL-2.0-only WITH Classpath-exception-2.0": "a Java runtime, run as a process of its own",
    "GPL-3.0-or-later WITH GCC-exception-3.1": "a compiler's library, free to be linked",
    "LGPL-2.1-or-later": "a library of its own that can be exchanged, not changed",
}

#: What packages call a licence that SPDX calls otherwise.
SPELT: Mapping[str, str] = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC license": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

#: What wheels bring along beyond what they say of themselves, where they do: the licence, a file
#: that has it then, and words of it there.
INSIDE: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "arcadedb-embedded": (
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "arcadedb_embedded/jre/legal/java.base/LICENSE",
            "CLASSPATH",
        ),
    ),
    "matplotlib": (("OFL-1.1", "matplotlib-*.dist-info/METADATA", "OFL-1.1"),),
    "numpy": (
        (
            "GPL-3.0-or-later WITH GCC-exception-3.1",
            "numpy-*.dist-info/licenses/LICENSE.txt",
            "GCC Runtime Library Exception",
        ),
        ("LGPL-2.1-or-later", "numpy-*.dist-info/licenses/LICENSE.txt", "libquadmath"),
    ),
    "scipy": (
        (
            "GPL-3.0-or-later WITH GCC-exception-3.1",
            "scipy-*.dist-info/LICENSE.txt",
            "GCC Runtime Library Exception",
        ),
        ("LGPL-2.1-or-later", "scipy-*.dist-info/LICENSE.txt", "libquadmath"),
    ),
}

_TOKEN = re.compile(r"[()]|[^()\s]+(?: WITH [^()\s]+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """A package that comes along.

    Attributes
    ----------
    name, version : str
    licence : str
        An SPDX expression where the package's words are understood, else those words.
    needs : tuple of str
        Names of the packages that it needs here.
    inside : tuple of str
        The licences of what its wheel brings along.
    """

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def whole_licence(self) -> str:
        """The licence of the package and of what its wheel brings along."""
        own = f"({self.licence})" if self.inside else self.licence
        return " AND ".join([own, *self.inside])

    @property
    def refused(self) -> tuple[str, ...]:
        """The licences for which it may not come along; none when it may."""
        return refused(self.whole_licence)


def parts(name: str = "insurgraph", *, extras: bool = True) -> dict[str, Part]:
    """A package and all that is installed here because of it or of its extras, by name."""
    offered = distribution(name).metadata.get_all("Provides-Extra") if extras else ()
    asked = {name: set(offered or ())}
    found: dict[str, Part] = {}
    seen: set[tuple[str, str]] = set()
    while left := {(n, e) for n, more in asked.items() for e in ("", *more)} - seen:
        seen |= left
        for package in {n for n, _extra in left}:
            try:
                here = distribution(package)
            except PackageNotFoundError:  # an extra that nobody asked for here
                continue
            needs = list(_requirements(here, asked[package]))
            for needed in needs:
                asked.setdefault(canonicalize_name(needed.name), set()).update(needed.extras)
            names = sorted({canonicalize_name(r.name) for r in needs})
            found[package] = Part(
                package, here.version, licence(here), tuple(names), _inside(package, here)
            )
    return {
        n: replace(p, needs=tuple(i for i in p.needs if i in found))
        for n, p in sorted(found.items())
    }


def _requirements(package: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    """What a package needs on this machine."""
    for text in package.requires or ():
        needed = Requirement(text)
        if needed.marker is None or any(
            needed.marker.evaluate({"extra": e}) for e in ("", *extras)
        ):
            yield needed


def licence(package: Distribution) -> str:
    """The licence of a package that is installed, in SPDX where it can be understood."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classified = [c for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    words = [c.rpartition(" :: ")[2] for c in classified] or [said.get("License") or ""]
    return " AND ".join(SPELT.get(w, w) for w in words)


def _inside(name: str, package: Distribution) -> tuple[str, ...]:
    site = Path(str(package.locate_file("")))
    return tuple(
        brought
        for brought, pattern, words in INSIDE.get(name, ())
        if any(words in f.read_text(encoding="utf-8") for f in site.glob(pattern))
    )


def refused(expression: str) -> tuple[str, ...]:
    """The licences of an SPDX expression that are not allowed; of alternatives one must be.

    Examples
    --------
    >>> refused("MIT AND (GPL-3.0-only OR Apache-2.0)")
    ()
    >>> refused("MIT AND GPL-3.0-only")
    ('GPL-3.0-only',)
    >>> refused("")
    ('none said',)
    """
    tokens = _TOKEN.findall(expression)[::-1]
    return _either(tokens) if tokens else ("none said",)


def _either(tokens: list[str]) -> tuple[str, ...]:
    choices = [_both(tokens)]
    while tokens and tokens[-1] == "OR":
        tokens.pop()
        choices.append(_both(tokens))
    return min(choices, key=len)


def _both(tokens: list[str]) -> tuple[str, ...]:
    found = _one(tokens)
    while tokens and tokens[-1] != "OR" and tokens[-1] != ")":
        if tokens[-1] == "AND":
            tokens.pop()
        found += _one(tokens)
    return found


def _one(tokens: list[str]) -> tuple[str, ...]:
    word = tokens.pop()
    if word != "(":
        return () if word in ALLOWED else (word,)
    found = _either(tokens)
    tokens.pop()
    return found


@click.command()
def main() -> None:
    """Print the licence of everything that is installed with insurgraph."""
    found = parts()
    for part in found.values():
        click.echo(f"{part.name:28} {part.version:18} {part.whole_licence}")
    wrong = [f"{p.name}: {', '.join(p.refused)}" for p in found.values() if p.refused]
    if wrong:
        raise click.ClickException(
            "not among the licences that may come along: "
            + "; ".join(wrong)
            + "; see ALLOWED in supply/licences.py"
        )
    click.echo(f"{len(found)} packages, each under a licence that may come along")


if __name__ == "__main__":
    main()
