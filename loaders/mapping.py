"""Mapping files: what a publisher's categories mean in the vocabulary of the record.

Every loader of a data set with categories ships one (``loaders/mappings/NAME.yaml``), and
``--mapping FILE`` lays another over it, which need hold only what it changes::

    about: what the data set is, and where its categories are defined
    grading: {reliability: B, reliability_note: why, credibility: 3}
    columns: {subject: [Group 1, group_a]}  # only where a loader reads tables of any shape
    tables:
      Org:                                  # a column, as the publisher calls it
        "1": {kind: Organisation, subkind: state}
        "8": {omit: why rows of this category are left out}

A category that no table has is refused, never guessed: it becomes a problem of the row it stands
in.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import ArgumentError, NotFoundError
from ..graph import vocabulary as vocabularies
from ..graph.vocabulary import Vocabulary, nearest

_LARGEST = 1_000_000  # bytes of a mapping file
_TYPES: Map[str, tuple[Any, str]] = {
    "swap": (bool, "true or false"),
    "value_low": ((int, float), "a number"),
    "value_high": ((int, float), "a number"),
    "credibility": (int, "a whole number"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one category stands for. What a loader has no use for stays empty.

    Attributes
    ----------
    relation, kind, subkind, stance : str
        From the vocabulary.
    name : str
        Kind of name, from the vocabulary.
    role, unit, text : str
    value_low, value_high : float or None
        What goes into these columns of the claim.
    credibility : int or None
        What goes into that column of the citation.
    swap : bool
        Whether subject and object change places.
    omit : str
        Why rows of this category are left out; they are when it is not empty.
    """

    relation: str = ""
    kind: str = ""
    subkind: str = ""
    stance: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    text: str = ""
    value_low: float | None = None
    value_high: float | None = None
    credibility: int | None = None
    swap: bool = False
    omit: str = ""


@dataclass(frozen=True, slots=True)
class Grading:
    """How far a data set is trusted, for every row alike (Admiralty)."""

    reliability: str = ""
    reliability_note: str = ""
    credibility: int | None = None


@dataclass(frozen=True)
class Mapping:
    """The tables of one mapping file.

    Examples
    --------
    >>> from insurgraph.graph.vocabulary import default
    >>> text = "tables: {type: {'3': {relation: ALLIED_WITH}}}"
    >>> parse(text, "x.yaml", default()).tables["type"]["3"].relation
    'ALLIED_WITH'
    """

    file: str = ""
    grading: Grading = field(default_factory=Grading)
    tables: Map[str, Map[str, Meaning]] = field(default_factory=dict)
    columns: Map[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _folded(self) -> dict[str, dict[str, Meaning]]:
        return {
            table: {code.casefold(): meaning for code, meaning in codes.items()}
            for table, codes in self.tables.items()
        }

    def meaning(self, table: str, code: str) -> Meaning | None:
        """What a category means, None when the table does not have it; case does not matter."""
        return self._folded[table].get(code.casefold())

    def narrowest(self, table: str, code: str, first: str, second: str) -> str:
        """The key of a tie between two that says most: of the first, of the second, or of any.

        Examples
        --------
        >>> shipped("stix.yaml").narrowest("relationship_type", "targets", "campaign", "identity")
        'campaign targets'
        """
        keys = (f"{first} {code}", f"{code} {second}")
        return next((key for key in keys if self.meaning(table, key)), code)

    def unknown(self, table: str, code: str) -> str:
        """The reason to give for a category that is not there."""
        known = ", ".join(self.tables[table])
        return (
            f"no such category of {table} in {self.file}{nearest(code, self.tables[table])} "
            f"(there are: {known}); say what it means with --mapping"
        )

    def over(self, below: Mapping) -> Mapping:
        """This mapping laid over another: its categories replace those of the same name.

        Raises
        ------
        ArgumentError
            If it has a table or a column that the one below does not have.
        """
        for what, ours, theirs in (
            ("table", self.tables, below.tables),
            ("column", self.columns, below.columns),
        ):
            for name in ours:
                if name not in theirs:
                    there = ", ".join(theirs) or "none"
                    near = nearest(name, theirs)
                    raise ArgumentError(
                        f"{self.file}: no {what} {name!r}{near}; there are: {there}"
                    )
        given = {f.name: v for f in fields(Grading) if (v := getattr(self.grading, f.name))}
        return Mapping(
            f"{self.file} over {below.file}",
            replace(below.grading, **given),
            {name: {**table, **self.tables.get(name, {})} for name, table in below.tables.items()},
            {**below.columns, **self.columns},
        )


def shipped(name: str) -> Mapping:
    """The mapping that comes with a loader."""
    file = files("insurgraph.loaders") / "mappings" / name
    return parse(file.read_text(encoding="utf-8"), name, vocabularies.default())


def read(path: Path) -> Mapping:
    """Read somebody's own mapping file.

    Raises
    ------
    NotFoundError
        If it is not there.
    ArgumentError
        If it is no mapping file, or names what the vocabulary does not have.
    """
    return parse(text_of(path), path.name, vocabularies.default())


def text_of(path: Path) -> str:
    """The text of a small YAML file that the user names.

    Raises
    ------
    NotFoundError, ArgumentError
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ArgumentError(f"{path}: too large for a mapping file")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFoundError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise ArgumentError(f"{path}: not UTF-8") from None
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be read: {error.strerror}") from None


def parse(text: str, name: str, vocabulary: Vocabulary) -> Mapping:
    """Read a mapping from YAML text; see `read`."""
    top = section(vocabularies.plain_yaml(text, name, ArgumentError), name, "file")
    known = ("about", "grading", "columns", "tables")
    refuse_unknown(top, known, name)
    tables = {
        str(table): {
            code_of(code, f"{name}: {table}"): meaning_of(entry, f"{name}: {table}: {code}")
            for code, entry in section(codes, name, str(table)).items()
        }
        for table, codes in section(top.get("tables") or {}, name, "tables").items()
    }
    for table, codes in tables.items():
        for code, meaning in codes.items():
            _check(meaning, vocabulary, f"{name}: {table}: {code}")
    columns = {
        str(column): _spellings(names, f"{name}: columns: {column}")
        for column, names in section(top.get("columns") or {}, name, "columns").items()
    }
    return Mapping(name, _grading(top.get("grading") or {}, vocabulary, name), tables, columns)


def section(value: object, name: str, where: str) -> Map[Any, Any]:
    """A part of a YAML file that has to be a mapping.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(value, dict):
        raise ArgumentError(f"{name}: {where}: a mapping is expected here")
    return value


def refuse_unknown(found: Map[Any, Any], known: tuple[str, ...], where: str) -> None:
    """No key that nobody reads.

    Raises
    ------
    ArgumentError
    """
    for key in found:
        if key not in known:
            raise ArgumentError(
                f"{where}: unknown key {key!r}{nearest(str(key), known)}; "
                f"there are: {', '.join(known)}"
            )


def _spellings(names: object, where: str) -> tuple[str, ...]:
    """What a column may be called: one name or several."""
    found = [names] if isinstance(names, str) else names
    if not isinstance(found, list) or not all(isinstance(n, str) for n in found):
        raise ArgumentError(f"{where}: the name of a column is expected here, or a list of names")
    return tuple(found)


def code_of(code: object, where: str) -> str:
    """A category as text; YAML reads a bare ``no`` as false and ``1.0`` as a number.

    Raises
    ------
    ArgumentError
    """
    if isinstance(code, bool) or not isinstance(code, (str, int)):
        raise ArgumentError(f"{where}: write the category {code!r} in quotation marks")
    return str(code)


def meaning_of(entry: object, where: str) -> Meaning:
    """One category of a mapping file.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(entry, dict):
        raise ArgumentError(f"{where}: a mapping is expected here, {{relation: ALLIED_WITH}}")
    refuse_unknown(entry, tuple(f.name for f in fields(Meaning)), where)
    for key, value in entry.items():
        wanted, what = _TYPES.get(key, (str, "text"))
        if not isinstance(value, wanted) or (wanted is not bool and isinstance(value, bool)):
            raise ArgumentError(f"{where}: {key}: {what} is expected here")
    return Meaning(**entry)


def _check(meaning: Meaning, vocabulary: Vocabulary, where: str) -> None:
    """Whatever it names is in the vocabulary."""
    for part, value, known in (
        ("relation", meaning.relation, vocabulary.relations),
        ("kind", meaning.kind, vocabulary.kinds),
        ("stance", meaning.stance, vocabulary.stances),
        ("name", meaning.name, vocabulary.names),
    ):
        if value and value not in known:
            raise ArgumentError(f"{where}: no {part} {value!r}{nearest(value, known)}")
    if meaning.credibility is not None and meaning.credibility not in vocabulary.credibility:
        raise ArgumentError(f"{where}: credibility is 1 to 6")
    if meaning.subkind:
        kind = vocabulary.kinds.get(meaning.kind)
        if kind is None or meaning.subkind not in kind.subkinds:
            known = kind.subkinds if kind else {}
            near = nearest(meaning.subkind, known)
            raise ArgumentError(
                f"{where}: no subkind {meaning.subkind!r} of {meaning.kind or 'nothing'}{near}"
            )


def _grading(value: object, vocabulary: Vocabulary, name: str) -> Grading:
    where = f"{name}: grading"
    found = section(value, name, "grading")
    refuse_unknown(found, tuple(f.name for f in fields(Grading)), where)
    grading = Grading(**found)
    if grading.reliability and grading.reliability not in vocabulary.reliability:
        raise ArgumentError(f"{where}: reliability is a letter A to F")
    if grading.credibility is not None and grading.credibility not in vocabulary.credibility:
        raise ArgumentError(f"{where}: credibility is 1 to 6")
    return grading
