"""The data sets of UCDP: invented samples in every form they come in, and the real ones."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import RecordError
from insurgraph.graph.export import tables
from insurgraph.loaders import ucdp
from insurgraph.loaders.edition import identifiers
from tests.properties import examples

SAMPLES = Path(ucdp.__file__).parent / "samples"
REAL = Path(__file__).parents[2] / "shared" / "realdata" / "ucdp"

LOADERS = ("ucdp-actor", "ucdp-dyadic", "ucdp-nonstate", "ucdp-ged")


def sample(loader: str) -> str:
    return (SAMPLES / f"{loader}.csv").read_text("utf-8")


def read(path: Path, loader: str, text: str | bytes) -> ig.KnowledgeGraph:
    """What the loader makes of a table."""
    file = path / f"{loader}.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ig.read(loader, file)


def claims(kg: ig.KnowledgeGraph, relation: str) -> list[tuple[str, str, str, str]]:
    """Names of the ends, start and role of the claims of a relation."""
    return sorted(
        (kg.entity(c.subject).name, kg.entity(c.object).name if c.object else "", c.start, c.role)
        for c in kg.claims(relation=relation)
    )


def content(kg: ig.KnowledgeGraph) -> tuple[object, ...]:
    """All of a record but the digest of the file it was read from."""
    return kg.entities, kg.names, tuple(kg.claims()), kg.citations, kg.links, kg.records


# -- actor ---------------------------------------------------------------------------------------


def test_actors_split_ally_and_join_by_id(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-actor", sample("ucdp-actor"))
    assert claims(kg, "SPLIT_FROM") == [
        ("Red Pass Front", "Pass Alliance", "", ""),
        ("Red Pass Front", "VB", "", ""),
        ("Tal clan", "Red Pass Front", "", "for a time"),
    ]
    assert claims(kg, "PART_OF") == [
        ("Tal clan", "VB", "", "joined the group"),
        ("VB", "Pass Alliance", "", "party to the alliance"),
    ]
    assert [c[:2] for c in claims(kg, "PRESENT_IN")] == [
        ("Government of Ostrava Vale", "Ostrava Vale"),
        ("Pass Alliance", "Ostrava Vale"),
        ("Red Pass Front", "Nordmark"),
        ("Tal clan", "Ostrava Vale"),
        ("VB", "Nordmark"),
        ("VB", "Ostrava Vale"),
    ]


def test_actors_keep_their_names_ids_and_sorts(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-actor", sample("ucdp-actor"))
    brigade = kg.entity("ucdp-actor.org-9002")
    assert (brigade.name, brigade.subkind) == ("VB", "militant-group")
    assert identifiers(brigade.note) == {("ucdp-actor", "9002")}
    assert [(n.name, n.kind) for n in kg.names if n.entity == brigade.id] == [
        ("Brigáda údolí", "former"), ("Valley Brigade", "former"), ("Valley Front", "alias"),
    ]  # fmt: skip
    assert Counter(e.subkind for e in kg.entities.values() if e.kind == "Organisation") == {
        "state": 1, "militant-group": 2, "tribe": 1, "": 1,
    }  # fmt: skip
    (record,) = kg.records.values()
    assert (record.name, record.version, record.licence) == ("ucdp-actor", "99.1", "CC BY 4.0")
    assert "CC BY 4.0" in record.attribution


def test_an_actor_that_has_no_row_of_its_own_is_named_by_its_id(tmp_path: Path) -> None:
    text = sample("ucdp-actor").replace('"VB, Pass Alliance","9005, 9002"', '"X, Y","9999, 9998"')
    kg = read(tmp_path, "ucdp-actor", text)
    assert {kg.entity(f"ucdp-actor.org-{n}").name for n in (9998, 9999)} == {
        "UCDP actor 9998", "UCDP actor 9999",
    }  # fmt: skip
    text = sample("ucdp-actor").replace('"VB, Pass Alliance","9005, 9002"', '"X, VB","9002, 9999"')
    assert read(tmp_path, "ucdp-actor", text).entity("ucdp-actor.org-9999").name == "X"


# -- dyadic --------------------------------------------------------------------------------------


def test_dyads_clash_in_a_year_and_begin_as_precisely_as_is_known(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-dyadic", sample("ucdp-dyadic"))
    vale, allies = "Government of Ostrava Vale", "Government of Ostrava Vale, Government of Suhr"
    assert claims(kg, "CLASHED_WITH") == [
        ("Government of Nordmark", allies, "2010", ""),
        ("Government of Nordmark", allies, "2010-06-01", ""),
        (vale, "Red Pass Front", "2009", ""),
        (vale, "Red Pass Front", "2009", ""),
        (vale, "VB", "2008", ""),
        (vale, "VB", "2008-03", ""),
        (vale, "VB", "2009", ""),
    ]
    (counted,) = kg.claims(relation="COUNTED", object="ucdp-dyadic.org-9003")
    assert (counted.value_low, counted.value_high, counted.unit) == (
        25,
        999,
        "battle-related deaths",
    )
    ids = {identifiers(c.note) for c in kg.claims(relation="CLASHED_WITH")}
    assert frozenset({("ucdp-dyad", "9101")}) in ids


def test_helpers_are_told_by_name_since_their_numbers_are_in_another_order(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-dyadic", sample("ucdp-dyadic"))
    assert claims(kg, "SUPPORTED") == [
        ("Government of Nordmark", "Government of Ostrava Vale", "2008", "with troops"),
        ("Government of Nordmark", "Government of Ostrava Vale", "2009", "with troops"),
        ("Government of Suhr", "Government of Ostrava Vale", "2008", "with troops"),
        ("Government of Suhr", "Red Pass Front", "2009", "with troops"),
    ]
    assert "ucdp-dyadic.org-9006" in {c.subject for c in kg.claims(relation="SUPPORTED")}


def test_a_side_of_several_is_a_collective_of_them(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-dyadic", sample("ucdp-dyadic"))
    assert {(o, c.object.rpartition("-")[2]) for c in kg.claims(relation="COMPRISES")
            for o in [kg.entity(c.object).name]} == {
        ("Government of Ostrava Vale", "9001"), ("Government of Suhr", "9007"),
    }  # fmt: skip


# -- non-state -----------------------------------------------------------------------------------


def test_groups_clash_with_estimates_and_coalitions_name_their_parts(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-nonstate", sample("ucdp-nonstate"))
    alliance = "VB, Pass Alliance"
    assert claims(kg, "CLASHED_WITH") == [
        ("Red Pass Front", alliance, "2010", ""),
        ("Red Pass Front", alliance, "2010-02", ""),
        ("Red Pass Front", alliance, "2011", ""),
        ("Tal clan", "Suhr herders", "2010", ""),
        ("Tal clan", "Suhr herders", "2010", ""),
    ]
    assert [c[:2] for c in claims(kg, "PART_OF")] == [
        ("UCDP actor 9002", alliance), ("UCDP actor 9005", alliance),
    ]  # fmt: skip
    assert [(n.name, n.kind) for n in kg.names] == [("Valley Brigade and Pass Alliance", "alias")]
    assert sorted((c.value_low, c.value_high, c.text) for c in kg.claims(relation="COUNTED")) == [
        (25, 25, "best estimate 25"), (29, 31, "best estimate 30"), (38, 51, "best estimate 40"),
    ]  # fmt: skip


def test_estimates_that_cross_bound_the_number_and_are_kept_as_printed(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-nonstate", sample("ucdp-nonstate"))
    (crossed,) = (c for c in kg.claims(relation="COUNTED") if c.value_low == 29)
    assert crossed.note == "low: 31 | high: 29"


# -- events --------------------------------------------------------------------------------------


def test_events_happen_within_their_dates_at_a_place_no_finer_than_known(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-ged", sample("ucdp-ged"))
    assert [
        (kg.entity(c.object).name, c.start, c.text) for c in kg.claims(relation="HAPPENED")
    ] == [
        ("Tal village", "2008-04-01", ""),
        ("Upper province", "2009-05-01/2009-05-31", "somewhere in that province"),
        ("Nordmark", "2010-02-26/2010-03-04", "somewhere in that country"),
    ]
    assert [c[:2] for c in claims(kg, "LOCATED_IN")] == [
        ("Tal district", "Upper province"),
        ("Tal village", "Tal district"),
        ("Upper province", "Ostrava Vale"),
    ]
    (first, *_) = kg.claims(relation="HAPPENED")
    assert "latitude: 45.5 | longitude: 13.25" in first.note


def test_sides_clash_and_one_side_carries_out_what_hits_civilians(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-ged", sample("ucdp-ged"))
    assert [c[:3] for c in claims(kg, "CLASHED_WITH")] == [
        ("Government of Ostrava Vale", "VB", "2008-04-01"),
        ("Red Pass Front", "VB, Pass Alliance", "2010-02-26/2010-03-04"),
    ]
    (by,) = kg.claims(relation="CARRIED_OUT")
    (on,) = kg.claims(relation="TARGETED")
    assert (by.subject, by.object, kg.entity(on.object).name) == (
        "ucdp-ged.org-9002", on.subject, "Civilians (Ostrava Vale)",
    )  # fmt: skip
    assert {x.link for x in kg.links} == {"same_event", "includes"}


def test_an_event_keeps_the_news_it_goes_back_to(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-ged", sample("ucdp-ged"))
    cited = kg.citations["ucdp-ged.90001.happened.c"]
    assert (cited.stance, cited.claimant, cited.via) == (
        "reports", "army statement", ("Vale Courier", "Nordmark Radio"),
    )  # fmt: skip
    assert cited.note == (
        "source_headline: Shelling at Tal;Four dead | source_date: 2008-04-02;2008-04-03"
    )
    older = kg.citations["ucdp-ged.90002.happened.c"]
    assert (older.stance, older.via, older.note) == (
        "asserts", (), "source_article: Vale Courier 2009-05-09",
    )  # fmt: skip


def test_deaths_are_counted_in_all_and_by_side(tmp_path: Path) -> None:
    kg = read(tmp_path, "ucdp-ged", sample("ucdp-ged"))
    found = {
        c.id.removeprefix("ucdp-ged."): (c.value_low, c.value_high)
        for c in kg.claims(relation="COUNTED")
    }
    assert found == {
        "90001.deaths": (4, 5), "90001.deaths-a": (1, 1), "90001.deaths-b": (3, 3),
        "90002.deaths": (2, 3), "90002.deaths-civilians": (2, 2),
        "90002.deaths-unknown": (1, 1), "90003.deaths": (0, 0),
    }  # fmt: skip


def test_events_of_one_country_and_the_edition(tmp_path: Path) -> None:
    file = tmp_path / "GEDEvent_v99_1.csv"
    file.write_text(sample("ucdp-ged"), "utf-8")
    kg = ig.read("ucdp-ged", file, options={"country": "nordmark; Suhr"})
    assert [e for e in kg.entities if ".event-" in e] == ["ucdp-ged.event-90003"]
    assert kg.records["ucdp-ged"].version == "99.1"
    given = ig.read("ucdp-ged", file, options={"version": "98.2"})
    assert given.records["ucdp-ged"].version == "98.2"


# -- every form ----------------------------------------------------------------------------------


def camel(text: str) -> str:
    """The header of older editions."""
    header, rows = text.split("\n", 1)
    older = {
        "intensity_level": "Intensity",
        "territory_name": "Territory",
        "incompatibility": "Incomp",
    }
    return (
        ",".join(older.get(c, c.title().replace("_", "")) for c in header.split(",")) + "\n" + rows
    )


def shuffled(text: str) -> str:
    """The rows in another order, and the columns too."""
    chance = random.Random(4)
    header, *rows = csv.reader(text.splitlines())
    order = chance.sample(range(len(header)), len(header))
    table = [header, *chance.sample(rows, len(rows))]
    return written([[row[at] for at in order] for row in table], ",")


def written(table: list[list[str]], separator: str) -> str:
    """A table with every cell in quotation marks."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    return out.getvalue()


FORMS: dict[str, Callable[[str], str | bytes]] = {
    "with a mark": lambda t: t.encode("utf-8-sig"),
    "in Windows-1252": lambda t: t.encode("cp1252"),
    "with semicolons": lambda t: written(list(csv.reader(t.splitlines())), ";"),
    "with the old header": camel,
    "with a column without a name": lambda t: "\n".join(f"x,{r}" for r in t.splitlines())[1:],
    "with padding": lambda t: t + "," * t.partition("\n")[0].count(",") + "\n,,\n",
    "with -99 for nobody": lambda t: t.replace('992",,,991', '992",-99,,991'),
    "with other line ends": lambda t: t.replace("\n", "\r\n"),
    "shuffled": shuffled,
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("loader", LOADERS)
def test_every_form_of_a_table_gives_the_same_record(
    tmp_path: Path, loader: str, form: str
) -> None:
    text = sample(loader)
    assert content(read(tmp_path, loader, FORMS[form](text))) == content(
        read(tmp_path, loader, text)
    )


@pytest.mark.parametrize("loader", LOADERS)
def test_a_spreadsheet_gives_the_same_record(tmp_path: Path, loader: str) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(sample(loader).splitlines()):
        book.worksheets[0].append([int(c) if c.isdigit() else c or None for c in row])
    book.save(tmp_path / "x.xlsx")
    assert content(ig.read(loader, tmp_path / "x.xlsx")) == content(
        read(tmp_path, loader, sample(loader))
    )


@pytest.mark.parametrize("loader", LOADERS)
def test_twice_is_once_and_a_folder_holds_it(tmp_path: Path, loader: str) -> None:
    kg = read(tmp_path, loader, sample(loader))
    assert read(tmp_path, loader, sample(loader)) == kg
    tables.write(kg, tmp_path / "folder")
    assert ig.load(tmp_path / "folder") == kg


@examples(100)
@given(st.data())
def test_any_damage_is_a_record_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    loader = data.draw(st.sampled_from(LOADERS))
    text = sample(loader)
    for _ in range(data.draw(st.integers(1, 3))):
        at, junk = data.draw(st.integers(0, len(text))), data.draw(st.text(max_size=4))
        text = text[:at] + junk + text[at + data.draw(st.integers(0, 30)) :]
    with suppress(RecordError):
        read(tmp_path_factory.mktemp("any"), loader, text.encode("utf-8", "surrogatepass"))


# -- the real ones -------------------------------------------------------------------------------

real = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real data at {REAL}")


@real
def test_the_real_actors() -> None:
    kg = ig.read("ucdp-actor", REAL / "ucdp-actor-221.csv")
    assert kg.records["ucdp-actor"].version == "22.1"
    defined = [e for e in kg.entities.values() if e.kind == "Organisation" and "Org: " in e.note]
    assert len(defined) == 1725
    assert ig.read("ucdp-actor", REAL / "ucdp-actor-221.csv") == kg


@real
def test_the_real_events() -> None:
    kg = ig.read("ucdp-ged", REAL / "ged_v23_sample_1000.converted.csv")
    happened = list(kg.claims(relation="HAPPENED"))
    assert len(happened) == len({c.subject for c in happened}) == 1000
    assert ig.read("ucdp-ged", REAL / "ged_v23_sample_1000.converted.csv") == kg
    countries = Counter(c for e in kg.entities.values() for c in [e.note] if e.subkind == "country")
    assert len(countries) == 59


@real
def test_the_real_dyads() -> None:
    kg = ig.read("ucdp-dyadic", REAL / "Dyadic_v24_1.csv")
    years = [c for c in kg.claims(relation="CLASHED_WITH") if c.end]
    assert len(years) == len(list(kg.claims(relation="COUNTED"))) == 3357
    assert (min(c.start for c in years), max(c.end for c in years)) == ("1946", "2023")
    assert len({i for c in years for i in identifiers(c.note)}) == 675
    assert kg.names == ()
    assert ig.read("ucdp-dyadic", REAL / "Dyadic_v24_1.csv") == kg
