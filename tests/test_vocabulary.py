"""The vocabulary: what it has to say of everything, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import NotFoundError, VocabularyError
from insurgraph.graph import rows
from insurgraph.graph.dossier import sentence
from insurgraph.graph.model import Claim
from insurgraph.graph.vocabulary import QUALIFIERS, Vocabulary, default, nearest, parse
from tests.properties import examples
from tests.records import graph_of_claims

SMALL = """\
version: 1
kinds:
  Ship: {label: Ship, plural: Ships, prefix: ship, shape: dot, definition: It floats.,
         subkinds: {tug: It pulls.}}
  Port: {label: Port, plural: Ports, prefix: port, shape: square, definition: It does not.}
families:
  voyage: {label: Voyages, definition: Going., colour: {light: "#112233", dark: "#ddeeff"}}
relations:
  CALLED_AT: {label: called at, inverse: was called at by, family: voyage, sign: 1,
    temporality: instant, subject: [Ship], object: [Port], value: null, qualifiers: [role],
    definition: A call., example: A call., counter_example: Passing by.}
  SANK_IN: {label: sank in, inverse: has the wreck of, family: voyage, sign: 0,
    temporality: instant, subject: [Ship], object: [Port], value: null, terminates: subject,
    definition: A loss., example: A loss., counter_example: A leak.}
  LAY_IN: {label: lay in, inverse: held, family: voyage, sign: 0, temporality: state,
    direction: undirected, subject: [Ship], object: [Port], value: null, ended_by: [subject],
    definition: A stay., example: A stay., counter_example: A call.}
qualifiers: {role: {definition: In what capacity.}}
stances:
  asserts: {affirms: true, status: asserted, definition: Says so.}
  doubts: {affirms: false, status: unsupported, definition: Is not sure.}
  denies: {affirms: false, status: denied, definition: Says no.}
  retracts: {affirms: false, status: retracted, definition: Takes it back.}
statuses:
  asserted: {edge: true, mark: solid, definition: Said.}
  reported: {edge: true, mark: solid, definition: Said by others.}
  disputed: {edge: true, mark: dotted, definition: Said and denied.}
  unsupported: {edge: false, mark: dotted, definition: Doubted.}
  denied: {edge: false, mark: dotted, definition: Denied.}
  retracted: {edge: false, mark: dotted, definition: Taken back.}
reliability: {A: Good., F: Unknown.}
credibility: {1: Confirmed., 6: Unknown.}
names: {alias: Another.}
links: {contradicts: Not both.}
sources: {log: A ship's log.}
"""


def changed(path: str, value: Any) -> str:
    """The small vocabulary with one thing changed; None takes it away."""
    raw = yaml.safe_load(SMALL)
    *way, last = path.split("/")
    inside = raw
    for step in way:
        inside = inside[step]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return yaml.safe_dump(raw, sort_keys=False)


# -- the package's own ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(default().relations))
def test_a_relation_is_described_and_usable(name: str) -> None:
    relation = default().relation(name)
    words = (relation.label, relation.inverse, relation.definition, relation.example)
    assert all((*words, relation.counter_example))
    assert relation.family in default().families
    assert relation.subject
    assert {*relation.subject, *relation.object} <= set(default().kinds)
    assert set(relation.requires) <= set(relation.qualifiers) <= set(QUALIFIERS)
    assert relation.tie or relation.value
    assert not (relation.ended_by and relation.temporality == "instant")
    assert not (relation.terminates and relation.temporality != "instant")
    if not relation.directed:
        assert relation.label == relation.inverse
        assert set(relation.subject) == set(relation.object)


def test_every_part_is_told_apart() -> None:
    words = default()
    prefixes = [k.prefix for k in words.kinds.values()]
    shapes = [k.shape for k in words.kinds.values()]
    assert len(set(prefixes)) == len(prefixes)
    assert len(set(shapes)) == len(shapes)
    for shade in ("colour_light", "colour_dark"):
        colours = [getattr(f, shade) for f in words.families.values()]
        assert len(set(colours)) == len(colours)
    dashes = [f.dash for f in words.families.values()]
    assert len(set(dashes)) == len(dashes)
    assert {r.family for r in words.relations.values()} == set(words.families)


def test_stances_and_statuses_are_in_order_of_strength() -> None:
    assert list(default().stances) == [
        "asserts", "reports", "alleges", "implies", "doubts", "denies", "retracts",
    ]  # fmt: skip
    assert list(default().statuses) == [
        "asserted", "reported", "alleged", "inferred", "disputed", "unsupported", "denied",
        "retracted",
    ]  # fmt: skip
    assert list(default().reliability) == list("ABCDEF")
    assert list(default().credibility) == [1, 2, 3, 4, 5, 6]


def test_it_is_read_once() -> None:
    assert default() is default()
    assert parse(default().text, "again") == default()


def test_it_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        default().relations["NEW"] = default().relation("JOINED")  # type: ignore[index]


@pytest.mark.parametrize(
    ("entity", "kind"),
    [
        ("org-isk", "Organisation"), ("person-x", "Person"), ("coll-x", "Collective"),
        ("place-x", "Place"), ("event-x", "Event"), ("organisation-x", None), ("", None),
    ],
)  # fmt: skip
def test_the_kind_of_an_id(entity: str, kind: str | None) -> None:
    found = default().kind_of_id(entity)
    assert (found.name if found else None) == kind


# -- another one ---------------------------------------------------------------------------------


def test_a_vocabulary_of_ones_own_drives_the_graph() -> None:
    words = parse(SMALL, "ships.yaml")
    kg = graph_of_claims(
        Claim("c-1", "LAY_IN", "ship-a", "port-b", "1900", ".."),
        Claim("c-2", "SANK_IN", "ship-a", "port-c", "1912-04-15"),
        words=words,
    )
    assert kg.assess("c-1").span.end_latest.isoformat() == "1912-04-15"
    assert sentence(kg, kg.claim("c-1")) == "A lay in B"
    assert kg.network(kinds=["Ship", "Port"]).number_of_edges() == 2
    assert words.relation("LAY_IN").directed is False
    assert words.kinds["Port"].subkinds == {}


def test_two_vocabularies_are_equal_when_they_say_the_same() -> None:
    assert parse(SMALL, "a") == parse("# with a remark\n" + SMALL, "b")
    assert parse(SMALL, "a") != parse(changed("relations/CALLED_AT/sign", -1), "a")


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        # parts
        *((part, None, part) for part in yaml.safe_load(SMALL) if part != "version"),
        ("kinds", [], "kinds"),
        ("kinds", "none", "kinds"),
        ("relations", {}, "relations"),
        # kinds
        ("kinds/Ship", "floats", "kinds.Ship"),
        ("kinds/Ship/colour", "red", "kinds.Ship"),
        ("kinds/Ship/label", 7, "kinds.Ship.label"),
        ("kinds/Ship/subkinds", ["tug"], "kinds.Ship.subkinds"),
        ("kinds/Ship/subkinds/tug", ["pulls"], "kinds.Ship.subkinds"),
        ("kinds/ship", {"label": "x"}, "kinds.ship"),
        ("kinds/Claim", {"label": "x"}, "kinds.Claim"),
        # families
        ("families/voyage/colour", None, "families.voyage.colour"),
        ("families/voyage/colour/light", "blue", "families.voyage.colour.light"),
        ("families/voyage/dash", "dotted", "families.voyage.dash"),
        # relations
        ("relations/CALLED_AT/family", "war", "relations.CALLED_AT.family"),
        ("relations/CALLED_AT/family", None, "relations.CALLED_AT.family"),
        ("relations/CALLED_AT/sign", 2, "relations.CALLED_AT.sign"),
        ("relations/CALLED_AT/sign", {"a": 1}, "relations.CALLED_AT.sign"),
        ("relations/CALLED_AT/signs", [1], "relations.CALLED_AT.signs"),
        ("relations/CALLED_AT/signs", {"place": 1}, "relations.CALLED_AT.signs"),
        ("relations/CALLED_AT/signs", {"object": 0}, "relations.CALLED_AT.signs.object"),
        ("relations/CALLED_AT/temporality", "always", "relations.CALLED_AT.temporality"),
        ("relations/CALLED_AT/temporality", None, "relations.CALLED_AT.temporality"),
        ("relations/CALLED_AT/direction", "up", "relations.CALLED_AT.direction"),
        ("relations/CALLED_AT/subject", ["Boat"], "relations.CALLED_AT"),
        ("relations/CALLED_AT/subject", "Ship", "relations.CALLED_AT.subject"),
        ("relations/CALLED_AT/subject", [["Ship"]], "relations.CALLED_AT.subject"),
        ("relations/CALLED_AT/value", "colour", "relations.CALLED_AT.value"),
        ("relations/CALLED_AT/qualifiers", ["speed"], "relations.CALLED_AT.qualifiers"),
        ("relations/CALLED_AT/requires", ["speed"], "relations.CALLED_AT.qualifiers"),
        ("relations/CALLED_AT/same_kind", "yes", "relations.CALLED_AT.same_kind"),
        ("relations/CALLED_AT/definition", ["a"], "relations.CALLED_AT.definition"),
        ("relations/CALLED_AT/speed", 7, "relations.CALLED_AT"),
        ("relations/SANK_IN/terminates", "object", "relations.SANK_IN.terminates"),
        ("relations/LAY_IN/ended_by", ["origin"], "relations.LAY_IN.ended_by"),
        ("relations/called_at", {"label": "x"}, "relations.called_at"),
        ("relations/CITED", {"label": "x"}, "relations.CITED"),
        # stances, statuses, grades
        ("stances/asserts/status", "sure", "stances.asserts.status"),
        ("stances/asserts/affirms", "yes", "stances.asserts.affirms"),
        ("stances/doubts", None, "stances.doubts"),
        ("stances/denies", None, "stances.denies"),
        ("stances/retracts", None, "stances.retracts"),
        ("statuses/disputed", None, "statuses.disputed"),
        ("statuses/asserted/mark", "wavy", "statuses.asserted.mark"),
        ("statuses/asserted/edge", 1, "statuses.asserted.edge"),
        ("credibility/high", "Sure.", "credibility.high"),
        ("names/alias", 7, "names.alias"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_place(
    path: str, value: Any, where: str
) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse(changed(path, value), "ships.yaml")
    assert str(caught.value).startswith(f"ships.yaml: {where}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "", "- a list", "just words", "kinds: [", "\tkinds: {}", "kinds: {}\n\x00", "a: &a [*a]",
        "kinds: 2014-13-45", "kinds: 0b_", "kinds: !!python/object:os.system {}", "? [a]\n: b",
        "[" * 100_000, "{a: " * 5_000, "kinds: {1: 2}", "kinds: {~: 2}", "9" * 5000 + ": 1",
        "kinds: " + "9" * 5000, "a: *a",
        "".join(f"k{n}: &a{n} [{f'*a{n - 1}, ' * 10 if n else 'x'}]\n" for n in range(10)),
    ],
)  # fmt: skip
def test_what_is_no_vocabulary_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse(text, "mine.yaml")
    assert str(caught.value).startswith("mine.yaml: ")
    assert "\n" not in str(caught.value)


@examples(150)
@given(st.data())
def test_a_damaged_vocabulary_is_read_or_refused(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    words = re.split(r"(\W)", lines[at])
    junk = st.sampled_from(["", "7", "[a]", "{a: b}", "~", "true", "x", "2014-01-01", "'"])
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(junk)
    lines[at] = "".join(words)
    try:
        found = parse("\n".join(lines), "mine.yaml")
    except VocabularyError:
        return
    assert isinstance(found, Vocabulary)


@pytest.mark.parametrize("name", [*rows.LABELS, *rows.JOINTS, *rows.JUDGED])
def test_what_the_database_calls_its_own_is_no_name_for_others(name: str) -> None:
    part, like = ("relations", "CALLED_AT") if name.isupper() else ("kinds", "Port")
    entry = yaml.safe_load(SMALL)[part][like]
    with pytest.raises(VocabularyError, match=f"{part}.{name}: the database has"):
        parse(changed(f"{part}/{name}", entry), "ships.yaml")


# -- words that are not there --------------------------------------------------------------------


def test_an_unknown_relation_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'DEFECTED_TO'"):
        default().relation("DEFECTED")


def test_nothing_near_is_no_hint() -> None:
    assert nearest("qqq", ["abc"]) == ""
    assert nearest("", ["abc"]) == ""
    assert nearest("abc", []) == ""
    assert nearest("leader", ["leaders", "rivalry"]) == "; did you mean 'leaders'?"
