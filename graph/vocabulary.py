"""The vocabulary: which kinds, relations, stances and grades there are, and what they mean.

It is data (``data/vocabulary.yaml``), and it drives validation, the codebook, completion, the
legend and the colours. Code asks a relation what it is; it never knows one by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

from ..errors import InsurgraphError, NotFoundError, VocabularyError
from .dates import Temporality

Value = Literal["text", "number"]

QUALIFIERS = (
    "origin",
    "place",
    "third",
    "role",
    "means",
    "value_low",
    "value_high",
    "unit",
    "text",
)
"""Columns of a claim that a relation may or may not use."""

_TYPE_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_LABEL_NAME = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_DEEPEST = 20
_LARGEST = 1_000_000  # values of a YAML document

#: Labels and types that the database has for the rows of a record (`insurgraph.graph.rows`).
_TAKEN = frozenset(
    (
        *("Record", "Entity", "Name", "Claim", "Source", "Judgement"),
        *("NAMED", "SUBJECT", "OBJECT", "ORIGIN", "PLACE", "THIRD", "CITED", "LINKED"),
        *("JUDGES", "SAME_AS"),
    )
)

#: What the rules of status speak of by name (`insurgraph.graph.grading`).
_RULED = {"stances": ("doubts", "denies", "retracts"), "statuses": ("disputed",)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: its label in words, the prefix of its ids, its shape on the page."""

    name: str
    label: str
    plural: str
    prefix: str
    shape: str
    definition: str
    subkinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Family:
    """A group of relations that are filtered and coloured together."""

    name: str
    label: str
    definition: str
    colour_light: str
    colour_dark: str
    dash: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What may be claimed: between which kinds, when, with which qualifiers.

    Attributes
    ----------
    sign : int
        1 co-operation, -1 hostility, 0 neither.
    signs : mapping of str to int
        Extra signed ties that a signed network draws from the subject, by column
        (``{"object": 1, "origin": -1}``).
    temporality : {'instant', 'state', 'count'}
    directed : bool
    subject, object : tuple of str
        Kinds allowed there; `object` is empty when the claim has only a value.
    value : {'text', 'number'} or None
        A claim with a value is never a tie.
    qualifiers, requires : tuple of str
        Columns it may use, and those it has to.
    terminates : str
        ``"subject"`` when such a claim ends the life of its subject.
    ended_by : tuple of str
        Whose end ends a state: subject, object.
    """

    name: str
    label: str
    inverse: str
    family: str
    sign: int
    signs: Mapping[str, int]
    temporality: Temporality
    directed: bool
    subject: tuple[str, ...]
    object: tuple[str, ...]
    object_optional: bool
    value: Value | None
    same_kind: bool
    qualifiers: tuple[str, ...]
    requires: tuple[str, ...]
    terminates: str
    ended_by: tuple[str, ...]
    definition: str
    example: str
    counter_example: str

    @property
    def tie(self) -> bool:
        """Whether its claims can become ties of a network."""
        return self.value is None and bool(self.object)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a document stands to a claim.

    Attributes
    ----------
    inferred : bool
        Whether it is the coder's own conclusion, so that the citation has no claimant.
    """

    name: str
    affirms: bool
    status: str
    definition: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What follows for a claim from all its citations."""

    name: str
    edge: bool
    mark: str
    definition: str


@dataclass(frozen=True)
class Vocabulary:
    """All of it, as read from one YAML file.

    Examples
    --------
    >>> default().relation("DEFECTED_TO").temporality
    'instant'
    """

    kinds: Mapping[str, Kind]
    families: Mapping[str, Family]
    relations: Mapping[str, Relation]
    qualifiers: Mapping[str, str]
    stances: Mapping[str, Stance]
    statuses: Mapping[str, Status]
    reliability: Mapping[str, str]
    credibility: Mapping[int, str]
    names: Mapping[str, str]
    links: Mapping[str, str]
    sources: Mapping[str, str]
    text: str = field(compare=False, repr=False, default="")

    def relation(self, name: str) -> Relation:
        """The relation of that name.

        Raises
        ------
        NotFoundError
            If there is none; the message names the nearest.
        """
        try:
            return self.relations[name]
        except KeyError:
            near = nearest(name, self.relations)
            raise NotFoundError(f"no relation {name!r}{near}") from None

    @cached_property
    def ties(self) -> frozenset[str]:
        """The statuses whose claims become ties."""
        return frozenset(s.name for s in self.statuses.values() if s.edge)

    def kind_of_id(self, entity_id: str) -> Kind | None:
        """The kind whose prefix an id has, None when no kind's."""
        prefix = entity_id.partition("-")[0]
        return next((k for k in self.kinds.values() if k.prefix == prefix), None)


def nearest(word: str, known: Any) -> str:
    """``"; did you mean 'x'?"`` for the known word most like this one, or nothing."""
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(
        word, list(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=60
    )
    return f"; did you mean {best[0]!r}?" if best else ""


@cache
def default() -> Vocabulary:
    """The vocabulary that comes with the package."""
    text = (files("insurgraph.data") / "vocabulary.yaml").read_text(encoding="utf-8")
    return parse(text, "vocabulary.yaml")


def parse(text: str, name: str) -> Vocabulary:
    """Read a vocabulary from YAML text.

    Parameters
    ----------
    text : str
        The YAML document.
    name : str
        What to call the file in a message.

    Raises
    ------
    VocabularyError
        If it is no YAML, lacks a part, or contradicts itself.
    """
    raw = plain_yaml(text, name)
    return _Reader(name).vocabulary(raw, text)


def plain_yaml(
    text: str,
    name: str,
    error: type[InsurgraphError] = VocabularyError,
    *,
    words_only: bool = False,
) -> object:
    """The plain values of a YAML document that somebody else wrote.

    Parameters
    ----------
    text : str
    name : str
        What to call the file in a message.
    error : type
        What to raise when it cannot be read, nests beyond bounds, or grows beyond them by what
        it refers to.
    words_only : bool
        Whether ``on`` and ``1.0`` are the texts that they look like.

    Examples
    --------
    >>> plain_yaml("a: [1, x]", "x.yaml")
    {'a': [1, 'x']}
    """
    import yaml

    kind = "BaseLoader" if words_only else "SafeLoader"
    loader = getattr(yaml, f"C{kind}", getattr(yaml, kind))
    try:
        beyond = _beyond(yaml.parse(text, Loader=loader))
        if not beyond:
            value: object = yaml.load(text, Loader=loader)  # noqa: S506
            return value
    except (yaml.YAMLError, ValueError) as why:  # ValueError: an impossible date or number
        raise error(f"{name}: not YAML: {' '.join(str(why).split())}") from None
    raise error(f"{name}: {beyond}")


def _beyond(events: Iterable[Any]) -> str:
    """Which bound a YAML stream breaks: nested too deep, libyaml crashes; and ten lists of ten
    references each to the one before are a few lines, and more values than there is memory for.
    """
    import yaml

    sizes: dict[str | None, int] = {}  # of what has a name, with all in it
    opened: list[tuple[str | None, int]] = [(None, 0)]
    for event in events:
        name, size = getattr(event, "anchor", None), 0
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((name, 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            name, size = opened.pop()
        elif isinstance(event, yaml.AliasEvent):
            if name not in sizes:
                return f"*{name} refers to what it is in, or to nothing"
            name, size = None, sizes[name]
        elif isinstance(event, yaml.ScalarEvent):
            size = 1
        if name is not None and size:
            sizes[name] = size
        opened[-1] = (opened[-1][0], opened[-1][1] + size)
        if len(opened) - 1 > _DEEPEST:
            return f"nested deeper than {_DEEPEST} levels"
        if opened[-1][1] > _LARGEST:
            return f"more than {_LARGEST:,} values, with those referred to"
    return ""


class _Reader:
    """Turns plain YAML values into a `Vocabulary`, naming file and path of whatever is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, where: str, why: str) -> VocabularyError:
        return VocabularyError(f"{self.name}: {where}: {why}")

    def vocabulary(self, raw: object, text: str) -> Vocabulary:
        top = self.mapping(raw, "file")
        families = {k: self.family(k, v) for k, v in self.part(top, "families").items()}
        kinds = {k: self.kind(k, v) for k, v in self.part(top, "kinds").items()}
        statuses = {k: self.status(k, v) for k, v in self.part(top, "statuses").items()}
        stances = {k: self.stance(k, v, statuses) for k, v in self.part(top, "stances").items()}
        for part, found in (("stances", stances), ("statuses", statuses)):
            for name in _RULED[part]:
                if name not in found:
                    raise self.fail(f"{part}.{name}", "missing; the rules of status need it")
        relations = {
            k: self.relation(k, v, kinds, families) for k, v in self.part(top, "relations").items()
        }
        plain = {
            part: MappingProxyType(
                {str(k): self.definition(part, k, v) for k, v in self.part(top, part).items()}
            )
            for part in ("qualifiers", "reliability", "names", "links", "sources")
        }
        credibility = {
            self.degree(k): self.definition("credibility", k, v)
            for k, v in self.part(top, "credibility").items()
        }
        return Vocabulary(
            kinds=MappingProxyType(kinds),
            families=MappingProxyType(families),
            relations=MappingProxyType(relations),
            stances=MappingProxyType(stances),
            statuses=MappingProxyType(statuses),
            credibility=MappingProxyType(credibility),
            text=text,
            **plain,
        )

    def mapping(self, value: object, where: str) -> Mapping[Any, Any]:
        if not isinstance(value, dict) or not value:
            raise self.fail(where, "a mapping is expected here")
        return cast("Mapping[Any, Any]", value)

    def part(self, top: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
        if name not in top:
            raise self.fail(name, "this part is missing")
        return self.mapping(top[name], name)

    def fields(self, value: object, where: str, known: frozenset[str]) -> Mapping[Any, Any]:
        found = self.mapping(value, where)
        for key in found:
            if key not in known:
                raise self.fail(where, f"unknown field {key!r}{nearest(str(key), known)}")
        return found

    def text(self, found: Mapping[Any, Any], key: str, where: str, default: str = "") -> str:
        value = found.get(key, default)
        if not isinstance(value, str):
            raise self.fail(f"{where}.{key}", "text is expected here")
        return value.strip()

    def texts(self, found: Mapping[Any, Any], key: str, where: str) -> tuple[str, ...]:
        value = found.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.fail(f"{where}.{key}", "a list of words is expected here")
        return tuple(value)

    def flag(self, found: Mapping[Any, Any], key: str, where: str) -> bool:
        value = found.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(f"{where}.{key}", "true or false is expected here")
        return value

    def choice(self, value: object, where: str, allowed: tuple[object, ...]) -> Any:
        if value not in allowed:
            raise self.fail(where, f"{value!r} is none of {', '.join(map(str, allowed))}")
        return value

    def degree(self, key: object) -> int:
        if not isinstance(key, int):
            raise self.fail(f"credibility.{key}", "a whole number is expected here")
        return key

    def definition(self, part: str, key: object, value: object) -> str:
        if isinstance(value, dict):
            value = value.get("definition")
        if not isinstance(value, str):
            raise self.fail(f"{part}.{key}", "a definition in words is expected here")
        return value.strip()

    def kind(self, name: str, value: object) -> Kind:
        where = f"kinds.{name}"
        if not _LABEL_NAME.fullmatch(str(name)):
            raise self.fail(where, "a kind is named in CamelCase")
        if name in _TAKEN:
            raise self.fail(where, "the database has this label for something else")
        known = frozenset({"label", "plural", "prefix", "shape", "definition", "subkinds"})
        found = self.fields(value, where, known)
        subkinds = found.get("subkinds") or {}
        if not isinstance(subkinds, dict) or not all(
            isinstance(word, str) for pair in subkinds.items() for word in pair
        ):
            raise self.fail(f"{where}.subkinds", "a mapping of name to definition is expected here")
        words = {k: self.text(found, k, where) for k in known - {"subkinds"}}
        return Kind(name=name, subkinds=MappingProxyType(dict(subkinds)), **words)

    def family(self, name: str, value: object) -> Family:
        where = f"families.{name}"
        found = self.fields(value, where, frozenset({"label", "definition", "colour", "dash"}))
        colour = self.mapping(found.get("colour"), f"{where}.colour")
        dash = found.get("dash") or []
        if not isinstance(dash, list) or not all(isinstance(d, int) for d in dash):
            raise self.fail(f"{where}.dash", "a list of lengths is expected here")
        for shade in ("light", "dark"):
            if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(colour.get(shade))):
                raise self.fail(f"{where}.colour.{shade}", "a colour is written '#4477aa'")
        return Family(
            name=name,
            label=self.text(found, "label", where),
            definition=self.text(found, "definition", where),
            colour_light=colour["light"],
            colour_dark=colour["dark"],
            dash=tuple(dash),
        )

    def status(self, name: str, value: object) -> Status:
        where = f"statuses.{name}"
        found = self.fields(value, where, frozenset({"edge", "mark", "definition", "label"}))
        return Status(
            name=name,
            edge=self.flag(found, "edge", where),
            mark=self.choice(
                found.get("mark", "solid"), f"{where}.mark", ("solid", "dashed", "dotted")
            ),
            definition=self.text(found, "definition", where),
        )

    def stance(self, name: str, value: object, statuses: Mapping[str, Status]) -> Stance:
        where = f"stances.{name}"
        found = self.fields(value, where, frozenset(Stance.__dataclass_fields__) | {"label"})
        return Stance(
            name=name,
            affirms=self.flag(found, "affirms", where),
            status=self.choice(found.get("status"), f"{where}.status", tuple(statuses)),
            definition=self.text(found, "definition", where),
            inferred=self.flag(found, "inferred", where),
        )

    def relation(
        self,
        name: str,
        value: object,
        kinds: Mapping[str, Kind],
        families: Mapping[str, Family],
    ) -> Relation:
        where = f"relations.{name}"
        if not _TYPE_NAME.fullmatch(str(name)):
            raise self.fail(where, "a relation is named in UPPER_CASE")
        if name in _TAKEN:
            raise self.fail(where, "the database has this type for something else")
        found = self.fields(value, where, frozenset(Relation.__dataclass_fields__) | {"direction"})
        subject, object_ = (self.texts(found, k, where) for k in ("subject", "object"))
        for kind in (*subject, *object_):
            self.choice(kind, where, tuple(kinds))
        qualifiers, requires = (self.texts(found, k, where) for k in ("qualifiers", "requires"))
        for qualifier in (*qualifiers, *requires):
            self.choice(qualifier, f"{where}.qualifiers", QUALIFIERS)
        signs = found.get("signs") or {}
        if not isinstance(signs, dict):
            raise self.fail(f"{where}.signs", "a mapping of column to sign is expected here")
        for column, sign in signs.items():
            self.choice(column, f"{where}.signs", ("object", "origin", "third"))
            self.choice(sign, f"{where}.signs.{column}", (-1, 1))
        ended_by = self.texts(found, "ended_by", where)
        for end in ended_by:
            self.choice(end, f"{where}.ended_by", ("subject", "object"))
        return Relation(
            name=name,
            label=self.text(found, "label", where),
            inverse=self.text(found, "inverse", where),
            family=self.choice(found.get("family"), f"{where}.family", tuple(families)),
            sign=self.choice(found.get("sign", 0), f"{where}.sign", (-1, 0, 1)),
            signs=MappingProxyType(dict(signs)),
            temporality=self.choice(
                found.get("temporality"), f"{where}.temporality", ("instant", "state", "count")
            ),
            directed=self.choice(
                found.get("direction", "directed"),
                f"{where}.direction",
                ("directed", "undirected"),
            )
            == "directed",
            subject=subject,
            object=object_,
            object_optional=self.flag(found, "object_optional", where),
            value=self.choice(found.get("value"), f"{where}.value", (None, "text", "number")),
            same_kind=self.flag(found, "same_kind", where),
            qualifiers=qualifiers,
            requires=requires,
            terminates=self.choice(
                found.get("terminates") or "", f"{where}.terminates", ("", "subject")
            ),
            ended_by=ended_by,
            definition=self.text(found, "definition", where),
            example=self.text(found, "example", where),
            counter_example=self.text(found, "counter_example", where),
        )
