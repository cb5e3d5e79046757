"""Finding who is meant, however the name is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import AmbiguousError, NotFoundError
from insurgraph.graph.knowledge import KnowledgeGraph
from insurgraph.graph.model import Entity, Name
from insurgraph.graph.names import NameIndex, fold, skeleton
from tests.properties import examples

FULL = [
    ("org-front", "Red Pass Front"),
    ("org-front", "RPF"),
    ("org-front", "R.P.M."),
    ("org-movement", "Tehrik-e Darra"),
    ("org-movement", "تحریک درہ"),
    ("org-brigade", "Lashkar-e-Wadi"),
    ("org-union", "ISU"),
    ("person-dost", "Anwar Dost"),
    ("person-karim", "Abdul Karim al-Tali"),
    ("person-karim-elder", "Karim the Elder"),
    ("person-qasim", "Qari Qasim Jan"),
    ("person-mueller", "Jürgen Müßig"),
    ("place-valley", "Valley"),
]
WEAK = [("org-front", "Front"), ("org-valley-government", "Valley"), ("person-karim", "Khan")]
INDEX = NameIndex([*((e, n, False) for e, n in FULL), *((e, n, True) for e, n in WEAK)])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lashkar-e-Ṭayyiba’s", "lashkar e tayyibas"),
        ("IS-K", "is k"),
        ("U.S.", "u s"),
        ("  Jamaat‐ul \t Ahrar ", "jamaat‐ul ahrar"),
        ("ANWAR DÖST", "anwar dost"),
        ("Müßig", "mussig"),
        ("Qur'an, Qurʾān, Qur’an", "quran quran quran"),
        ("تَحْرِيك", "تحريك"),
        ("ＲＰＦ", "rpf"),
        ('“Red” "Pass" (Front)', "red pass front"),
        ("-", ""),
        ("", ""),
    ],
)
def test_folding_takes_away_case_accents_and_joining_signs(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tehrik-e Taliban", "Tahreek-i-Taliban"),
        ("Hafiz Saeed", "Hafez Said"),
        ("Lashkar-e-Tayyiba", "Lashkar-i-Taiba"),
        ("Qasim", "Kassem"),
        ("Jamaat-ul-Ahrar", "Jamaat-ur-Ahrar"),
        ("Abu Bakr al-Baghdadi", "Abou Bakr Baghdadi"),
        ("Wazir", "Vazeer"),
    ],
)
def test_romanisations_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Karim", "Qadir"), ("Hafiz Saeed", "Hafiz Gul"), ("Tal", "Dal")]
)
def test_other_names_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("text", "entity", "at_least"),
    [
        # the same name
        ("Red Pass Front", "org-front", 100),
        ("red  pass-front", "org-front", 100),
        ("RedPassFront", "org-front", 100),
        ("rpf", "org-front", 100),
        ("R.P.F.", "org-front", 100),
        ("RPM", "org-front", 100),
        ("تحریک درہ", "org-movement", 100),
        ("JURGEN MUSSIG", "person-mueller", 100),
        # another transliteration
        ("Tahreek-i-Darra", "org-movement", 95),
        ("Lashkar i Vaadi", "org-brigade", 95),
        ("Anouar Doost", "person-dost", 75),
        ("Anour Deest", "person-dost", 70),
        ("Abdel Kareem Tali", "person-karim", 95),
        ("Kari Kassem Jan", "person-qasim", 95),
        # part of the name
        ("Dost", "person-dost", 85),
        ("Qasim", "person-qasim", 85),
        ("Kassem", "person-qasim", 75),
        ("Red Pa", "org-front", 85),
        # misspelt
        ("Red Pas Frnot", "org-front", 75),
        ("Anwr Dost", "person-dost", 80),
        ("Lashkar-e-Wady", "org-brigade", 80),
        ("Front Pass Red", "org-front", 85),
    ],
)
def test_a_name_is_found_however_it_is_spelled(text: str, entity: str, at_least: float) -> None:
    best = INDEX.find(text)[0]
    assert best.entity == entity
    assert at_least <= best.score <= 100
    assert best.reason


@pytest.mark.parametrize(
    "text", ["", " ", "-", "'", "zzzz", "Constantinople", "漢字", "\x00", "\udc80"]
)
def test_what_is_like_no_name_finds_nothing(text: str) -> None:
    assert INDEX.find(text) == []


@pytest.mark.parametrize("text", ["ISA", "ISO", "IS", "Asia", "USA", "RP"])
def test_an_acronym_is_not_taken_for_another_that_sounds_alike(text: str) -> None:
    assert all(m.score < 95 for m in INDEX.find(text))


def test_every_entity_is_found_once_best_first() -> None:
    found = INDEX.find("Karim")
    assert [m.entity for m in found][:2] == ["person-karim-elder", "person-karim"] or [
        m.entity for m in found
    ][:2] == ["person-karim", "person-karim-elder"]
    assert len({m.entity for m in found}) == len(found)
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert len(INDEX.find("Karim", limit=1)) == 1


def test_a_weak_name_is_found_below_a_full_one() -> None:
    found = {m.entity: m for m in INDEX.find("Valley")}
    assert found["place-valley"].score == 100
    assert found["org-valley-government"].score < 95
    assert found["org-valley-government"].reason == "same name, a weak one"


def test_exact_names_fold_and_keep_weak_ones_apart() -> None:
    assert INDEX.exact("valley") == ("place-valley",)
    assert INDEX.exact("valley", weak=True) == ("org-valley-government",)
    assert INDEX.exact("khan") == ()
    assert INDEX.exact("lashkarewadi") == ("org-brigade",)
    assert INDEX.exact("") == ()


@examples(100)
@given(st.text(max_size=20))
def test_any_text_can_be_searched_for(text: str) -> None:
    for match in INDEX.find(text):
        assert 70 <= match.score <= 100


@examples(100)
@given(st.sampled_from(FULL), st.randoms())
def test_case_and_order_of_words_never_hide_a_name(entry: tuple[str, str], random: object) -> None:
    entity, name = entry
    assert INDEX.find(name.swapcase())[0].entity == entity
    words = name.split()
    random.shuffle(words)  # type: ignore[attr-defined]
    assert INDEX.find(" ".join(words))[0].entity == entity


# -- the one entity meant ------------------------------------------------------------------------


def named() -> KnowledgeGraph:
    """A graph of these names and nothing else."""
    first: dict[str, str] = {}
    for entity, name in FULL:
        first.setdefault(entity, name)
    first["org-valley-government"] = "Government of the Valley"
    first["org-rpf"] = "Rural People's Fund"
    further = [Name(e, n) for e, n in FULL if first[e] != n]
    return KnowledgeGraph(
        entities=[Entity(e, "Organisation", name=n) for e, n in first.items()],
        names=[
            *further,
            *(Name(e, n, "weak") for e, n in WEAK),
            Name("org-rpf", "RPF", "acronym"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("org-front", "org-front"),
        ("Red Pass Front", "org-front"),
        ("RPM", "org-front"),
        ("Tahreek-i-Darra", "org-movement"),
        ("Valley", "place-valley"),
    ],
)
def test_an_id_or_a_name_means_one_entity(text: str, entity: str) -> None:
    assert named().resolve(text).id == entity


def test_a_name_that_two_bear_is_ambiguous() -> None:
    with pytest.raises(AmbiguousError, match="'rpf' may be org-front or org-rpf; give the id"):
        named().resolve("rpf")


def test_a_weak_name_never_decides() -> None:
    with pytest.raises(AmbiguousError, match="too weak a name to decide; it may be person-karim;"):
        named().resolve("Khan")
    with pytest.raises(NotFoundError):
        named().resolve("Fronnt")


@pytest.mark.parametrize("text", ["Red Pass Fronts", "Karim", "Qasem", "ISO", "Anour Deest"])
def test_a_name_that_is_only_like_one_is_not_taken_for_it(text: str) -> None:
    with pytest.raises(NotFoundError):
        named().resolve(text)


def test_the_nearest_names_are_told() -> None:
    with pytest.raises(NotFoundError, match=r"nearest: org-front \(Red Pass Front\)"):
        named().resolve("Red Pass Fronts")
    with pytest.raises(NotFoundError, match="nothing in the record is named like"):
        named().resolve("Constantinople")
    with pytest.raises(NotFoundError, match="did you mean 'org-front'"):
        named().entity("org-frnt")
