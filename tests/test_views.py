"""The page, opened in a real browser with the network cut."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Browser
from pyvis.network import Network

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, OutputError, ProjectionError
from insurgraph.graph.analysis.timeline import change_between
from insurgraph.graph.dates import EARLIEST, LATEST, Span, period
from insurgraph.graph.grading import threshold
from insurgraph.graph.model import Citation, Claim, Entity, Name, Record, Source
from insurgraph.graph.views.document import as_script
from insurgraph.graph.views.layout import arrange
from insurgraph.graph.views.page import View
from insurgraph.graph.views.ranking import ranking
from tests.browser import Sight, chromium, opened

HOSTILE = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe \u2066x\u2069",
    "A" * 10_000,
    "lone \ud800 and nul \x00",
    "line\u2028separator & <!-- comment",
    "شبكة حقاني",
)

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"

#: What the tests ask the page for at once, and what Python works out beside it.
CHOICE = {
    "without": {"RIVAL_OF", "LOCATED_IN"},
    "without-status": {"alleged"},
    "without-kinds": {"Event"},
    "without-signs": {"0"},
    "grade": "B3",
    "on": "2014-01-01/2017-12-31",
    "certainty": "possible",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def view(kg: ig.KnowledgeGraph) -> View:
    """The curated record as a page, with a table beside it."""
    return kg.view(
        kinds=tuple(kg.vocabulary.kinds), tables=[ig.centrality(kg.network(ties="co-operative"))]
    )


@pytest.fixture(scope="module")
def file(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return view.save(tmp_path_factory.mktemp("page") / "network.html")


@pytest.fixture(scope="module")
def network(kg: ig.KnowledgeGraph) -> nx.MultiDiGraph[str]:
    return kg.network(kinds=tuple(kg.vocabulary.kinds))


@pytest.fixture(scope="module")
def shared(browser: Browser, file: Path) -> Iterator[Sight]:
    with opened(browser, file) as seen:
        yield seen


@pytest.fixture
def sight(shared: Sight, file: Path) -> Iterator[Sight]:
    """The page as it opens; at the end nothing may have been asked for or complained of.

    One page serves all tests: what stands after the # says all there is to say of its state.
    """
    shared.as_it_opens()
    yield shared
    assert shared.requests == [file.as_uri()]
    assert shared.complaints == []


@dataclass(frozen=True)
class Tie:
    """One line of the picture, as the record has it."""

    ends: tuple[str, str]
    kinds: frozenset[str]
    claim: Claim
    found: Any
    sign: str


def ties_of(kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]) -> list[Tie]:
    return [
        Tie(
            (u, v),
            frozenset(network.nodes[n]["kind"] for n in (u, v)),
            kg.claim(key),
            kg.assess(key),
            str(kg.vocabulary.relations[kg.claim(key).relation].sign),
        )
        for u, v, key in network.edges(keys=True)
    ]


def address(**choice: Any) -> str:
    """A choice as the part of the address after the #."""
    parts = {k.replace("_", "-"): v for k, v in choice.items()}
    return "&".join(f"{k}={','.join(sorted(v)) if isinstance(v, set) else v}"
                    for k, v in parts.items())  # fmt: skip


# -- what is seen ----------------------------------------------------------------------------------


def test_it_opens_offline_and_shows_the_whole_network(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    assert sight.counts() == (network.number_of_nodes(), network.number_of_edges())


def test_it_is_a_pyvis_network(view: View) -> None:
    assert isinstance(view, Network)
    assert view.num_nodes() > 0


def test_the_page_of_the_curated_record_stays_below_its_size(kg: ig.KnowledgeGraph) -> None:
    """As `insurgraph build` and `insurgraph view` make it: every kind, and ranks with intervals."""
    page = kg.view(kinds=tuple(kg.vocabulary.kinds), tables=ranking(kg)).html()
    assert len(page.encode()) < 1_500_000


def test_the_same_record_gives_the_same_page(kg: ig.KnowledgeGraph) -> None:
    assert kg.view(families="defection").html() == kg.view(families="defection").html()


def test_a_click_on_a_line_shows_the_paragraph_it_comes_from(
    sight: Sight, kg: ig.KnowledgeGraph
) -> None:
    claim = next(
        c
        for c in kg.claims(relation="DEFECTED_TO", object="org-isk")
        if c.subject == "person-sheikh-maqbool"
    )
    click_line(sight, claim.id)
    sight.until(f"document.querySelector('#evidence').innerText.includes('{claim.id}')")
    shown = sight.text("#evidence")
    for citation in kg.citations_of(claim.id):
        assert citation.locator in shown
        assert citation.stance in shown
        assert kg.sources[citation.source].title in shown
    assert kg.assess(claim.id).status in shown


def test_every_one_of_parallel_lines_can_be_clicked(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    pairs = Counter(tuple(sorted((u, v))) for u, v in network.edges())
    (u, v), most = pairs.most_common(1)[0]
    assert most > 3
    for key in [k for a, b, k in network.edges(keys=True) if {a, b} == {u, v}]:
        click_line(sight, key)
        sight.until(f"location.hash.includes('claim={key}')")


def click_line(sight: Sight, claim: str) -> None:
    """Press the mouse on the middle of a line, wherever it is drawn."""
    tie = f"Record.tiesOfClaim.get({claim!r})[0]"
    click_on(sight, f"Looks.middle({tie}, Engine.places([{tie}.from, {tie}.to]))")


def click_on(sight: Sight, place: str, times: int = 1) -> None:
    """Bring a place of the graph into the middle of the window and press the mouse there."""
    sight.run(f"Engine.moveTo({place}, 1.4); new Promise(requestAnimationFrame)")
    box = sight.run(
        "(() => { const { left, top, width, height } = "
        "document.querySelector('#canvas').getBoundingClientRect();"
        " return [left + width / 2, top + height / 2]; })()"
    )
    sight.page.mouse.move(*box)
    (sight.page.mouse.click if times == 1 else sight.page.mouse.dblclick)(*box)


def test_ties_between_the_same_two_lie_apart(sight: Sight, network: nx.MultiDiGraph[str]) -> None:
    apart = sight.run(
        """(() => {
          const seen = new Map();
          const places = Engine.network.getPositions();
          for (const tie of Record.ties) {
            const { x, y } = Looks.middle(tie, places);
            seen.set(`${[tie.from, tie.to].sort()} ${x.toFixed(1)} ${y.toFixed(1)}`, tie.id);
          }
          return seen.size;
        })()"""
    )
    assert apart == network.number_of_edges()


def test_the_middle_of_a_line_is_where_the_engine_draws_it(sight: Sight) -> None:
    off = sight.run(
        """Math.max(...Record.ties.filter((tie) => tie.from !== tie.to).map((tie) => {
          const { x, y } = Looks.middle(tie, Engine.network.getPositions());
          const edge = Engine.network.body.edges[tie.id];
          const { from, to } = edge;
          const [x2, y2] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
          const via = edge.edgeType.getViaNode?.() ?? { x: x2, y: y2 };
          return Math.hypot(x - (x2 + via.x) / 2, y - (y2 + via.y) / 2);
        }))"""
    )
    assert off < 0.01


# -- the filter ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("without", lambda t: {t.claim.relation}),
        ("without-kinds", lambda t: t.kinds),
        ("without-signs", lambda t: {t.sign}),
        ("without-status", lambda t: {t.found.status}),
    ],
)
def test_each_box_of_the_legend_leaves_out_what_it_says(
    sight: Sight,
    kg: ig.KnowledgeGraph,
    network: nx.MultiDiGraph[str],
    part: str,
    value: Callable[[Tie], set[str]],
) -> None:
    ties = ties_of(kg, network)
    for key in sorted(set().union(*map(value, ties))):
        left = [tie for tie in ties if key not in value(tie)]
        sight.goes_to(f"{part}={key}")
        assert sight.counts() == (len({n for t in left for n in t.ends}), len(left)), key


def test_counts_beside_the_boxes_follow_all_other_filters(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]
) -> None:
    ties = ties_of(kg, network)
    days, grade = period(CHOICE["on"]), threshold("B3")

    def passes(tie: Tie, but: str = "", on: frozenset[str] = frozenset()) -> bool:
        tests = {
            "without": tie.claim.relation not in CHOICE["without"],
            "without-status": tie.found.status not in CHOICE["without-status"],
            "without-signs": tie.sign not in CHOICE["without-signs"],
            "without-kinds": not (tie.kinds & CHOICE["without-kinds"]) - on,
            "grade": any(g.at_least(grade) for g in tie.found.grades)
            or not any(g.judged for g in tie.found.grades),
            "on": tie.found.span.holds(days, "possible"),
        }
        return all(held for name, held in tests.items() if name != but)

    sight.goes_to(address(**CHOICE))
    left = [t for t in ties if passes(t)]
    assert sight.counts() == (len({n for t in left for n in t.ends}), len(left))
    shown = boxes(sight)
    vocabulary = kg.vocabulary
    for status in {t.found.status for t in ties}:
        wanted = sum(passes(t, "without-status") and t.found.status == status for t in ties)
        assert shown[status.capitalize()] == wanted
    for name in {t.claim.relation for t in ties}:
        wanted = sum(passes(t, "without") and t.claim.relation == name for t in ties)
        label = vocabulary.relations[name].label
        assert shown[label[0].upper() + label[1:]] == wanted, name
    for family in {vocabulary.relations[t.claim.relation].family for t in ties}:
        wanted = sum(
            passes(t, "without") and vocabulary.relations[t.claim.relation].family == family
            for t in ties
        )
        assert shown[vocabulary.families[family].label] == wanted, family
    for sign, words in {"1": "Co-operation", "-1": "Hostility", "0": "Neither"}.items():
        assert shown[words] == sum(passes(t, "without-signs") and t.sign == sign for t in ties)
    for kind in {k for t in ties for k in t.kinds}:
        members = {
            n
            for t in ties
            if passes(t, on=frozenset({kind}))
            for n in t.ends
            if network.nodes[n]["kind"] == kind
        }
        assert shown[vocabulary.kinds[kind].plural] == len(members), kind
    passing = sum(passes(t, "grade") for t in ties)
    assert f"Any grade ({passing})" in sight.run("document.querySelector('#grade').textContent")


def boxes(sight: Sight) -> dict[str, int]:
    """Label and count of every box of the legend."""
    rows = sight.run(
        "[...document.querySelectorAll('#legend .legend-row')].map((row) => "
        "[row.querySelector('.text').textContent, row.querySelector('.count').textContent])"
    )
    return {label: int(count.replace(",", "")) for label, count in rows}


def test_a_box_is_pressed_and_says_so(sight: Sight, network: nx.MultiDiGraph[str]) -> None:
    places = sum("Place" in {network.nodes[n]["kind"] for n in (u, v)} for u, v in network.edges())
    sight.page.get_by_role("checkbox", name="Places").click()
    assert sight.counts()[1] == network.number_of_edges() - places
    assert "without-kinds=Place" in sight.page.url
    assert "without places" in sight.text("#summary-choice")
    sight.page.get_by_role("button", name="Only Persons").focus()
    sight.page.keyboard.press("Enter")
    assert sight.counts()[1] == sum(
        {network.nodes[n]["kind"] for n in (u, v)} == {"Person"} for u, v in network.edges()
    )
    sight.page.click("#summary-all")
    assert sight.counts()[1] == network.number_of_edges()


@pytest.mark.parametrize("certainty", ["possible", "definite"])
def test_the_time_slider_means_what_python_means(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str], certainty: str
) -> None:
    chance = random.Random(7)
    spans = [kg.assess(key).span for _, _, key in network.edges(keys=True)]
    for _ in range(25):
        first = (
            f"{chance.randint(1978, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
        last = f"{chance.randint(int(first[:4]) + 1, 2022)}-06-30"
        last = last if chance.random() < 0.5 else first
        wanted = sum(
            s.holds(period(f"{first}/{last}"), certainty)  # type: ignore[arg-type]
            for s in spans
        )
        sight.goes_to(f"on={first}/{last}&certainty={certainty}")
        assert sight.counts()[1] == wanted, (first, last)


def test_the_handles_move_the_period_by_months(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]
) -> None:
    sight.page.get_by_role("slider", name="First month of the period").focus()
    for _ in range(5):
        sight.page.keyboard.press("ArrowRight")
    on = sight.run("new URLSearchParams(location.hash.slice(1)).get('on')")
    assert on.split("/")[0].endswith("-06-01")
    spans = [kg.assess(key).span for _, _, key in network.edges(keys=True)]
    assert sight.counts()[1] == sum(s.holds(period(on)) for s in spans)
    sight.page.fill("input[placeholder=from]", "2016-07")
    sight.page.press("input[placeholder=from]", "Enter")
    assert "on=2016-07-01/" in sight.page.url
    sight.page.fill("input[placeholder=from]", "sometime")
    sight.page.press("input[placeholder=from]", "Enter")
    assert sight.run("document.querySelector('input[placeholder=from]').ariaInvalid") == "true"


def test_bars_count_ties_whose_beginning_is_known(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]
) -> None:
    found = [kg.assess(key).span for _, _, key in network.edges(keys=True)]
    known = [s for s in found if s.start_earliest.year > 1]
    titles = sight.run(
        "[...document.querySelectorAll('.histogram title')].map((t) => t.textContent)"
    )
    assert titles
    for title in titles:
        year, possible, definite = re.fullmatch(
            r"(\d{4}): (\d+) possible, (\d+) definite", title
        ).groups()  # type: ignore[union-attr]
        assert int(possible) == sum(s.holds(period(year), "possible") for s in known)
        assert int(definite) == sum(s.holds(period(year), "definite") for s in known)


def test_play_walks_through_the_years(sight: Sight) -> None:
    sight.goes_to("on=2016-01-01/2016-12-31")
    sight.page.get_by_role("button", name="Play through the years").click()
    sight.until("location.hash.includes('on=2017-01-01/2017-12-31')")
    sight.page.get_by_role("button", name="Stop playing").click()


def test_the_filter_of_grades_means_what_python_means(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    for grade in ("B2", "B3", "C3", "D4", "E5"):
        wanted = kg.network(kinds=tuple(kg.vocabulary.kinds), at_least=grade)
        sight.goes_to(f"grade={grade}&unjudged=no")
        assert sight.counts()[1] == wanted.number_of_edges(), grade


@pytest.mark.parametrize("hops", [1, 2])
def test_focus_means_what_python_means(
    sight: Sight, network: nx.MultiDiGraph[str], hops: int
) -> None:
    near = nx.ego_graph(network.to_undirected(as_view=True), "org-ttp", radius=hops)
    sight.goes_to(f"focus=org-ttp,{hops}")
    assert sight.counts() == (len(near), network.subgraph(near).number_of_edges())


def test_an_address_that_is_wrong_in_every_part_opens_the_page(
    browser: Browser, file: Path, network: nx.MultiDiGraph[str]
) -> None:
    wrong = (
        "#claim=x&entity=%00&focus=y,z&on=2015/1999&grade=Z9&without=%3Cscript%3E,A&table=q&most=x"
    )
    with opened(browser, file, address=wrong) as seen:
        assert seen.counts() == (network.number_of_nodes(), network.number_of_edges())
        assert seen.complaints == []


# -- ways through ----------------------------------------------------------------------------------


def test_search_finds_any_name_and_shows_the_card(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    name = next(n for n in kg.names if n.entity == "org-ttp")
    sight.page.fill("#search", name.name.upper())
    sight.page.press("#search", "Enter")
    shown = sight.text("#evidence")
    assert kg.entities["org-ttp"].name in shown
    for further in kg.names_of("org-ttp"):
        assert further.name in shown
    ties = sight.run("document.querySelectorAll('#evidence .claims .claim').length")
    assert ties >= len([c for c in kg.claims(entity="org-ttp") if c.object])


@pytest.mark.parametrize(
    ("typed", "entity"),
    [("hafez saeed", "person-hafiz-saeed-khan"), ("TEHRIK I TALIBAN", "org-ttp")],
)
def test_search_forgives_another_spelling(sight: Sight, typed: str, entity: str) -> None:
    found = sight.run(f"Search.find({typed!r}).map((f) => f.entity.id)")
    assert entity in found[:3]


def test_a_card_tells_the_rank_in_every_table(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    table = ig.centrality(kg.network(ties="co-operative"))
    row = next(r for r in table if r["id"] == "org-isk")
    sight.goes_to("entity=org-isk")
    cells = sight.run(
        "[...document.querySelectorAll('.ranks tbody tr')].map((tr) => "
        "[...tr.children].map((c) => c.textContent))"
    )
    assert [cells[0][0], int(cells[0][1])] == ["degree", row["degree_rank"]]


def test_a_card_tells_the_interval_of_a_rank(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    table = ig.rank_intervals(kg, ["degree", "pagerank"], draws=50)
    page = kg.view(tables=[table]).save(tmp_path / "ranks.html")
    with opened(browser, page, address="#entity=org-isk") as seen:
        shown = seen.run(
            "[...document.querySelectorAll('.ranks tbody tr')].map((tr) => "
            "[...tr.children].map((c) => c.textContent))"
        )
    wanted = [row for row in table if row["id"] == "org-isk"]
    assert [line[0] for line in shown] == [row["measure"] for row in wanted]
    for line, row in zip(shown, wanted, strict=True):
        low, high = row["rank_5"], row["rank_95"]
        assert float(line[1]) == row["rank"]
        assert line[2] == (f"{low:g}" if low == high else f"{low:g} to {high:g}")


def test_ties_of_a_card_are_in_order_of_time(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.goes_to("entity=person-hafiz-saeed-khan")
    sight.page.locator("#evidence .claims .claim").first.click()
    first = sight.run("new URLSearchParams(location.hash.slice(1)).get('claim')")
    starts = {
        c.id: kg.assess(c.id).span.start_earliest
        for c in kg.claims(entity="person-hafiz-saeed-khan")
    }
    known = [d for d in starts.values() if d.year > 1]
    assert starts[first] == min(known)


def test_focus_looks_around_one_entity_and_back_returns(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    near = set(nx.ego_graph(network.to_undirected(as_view=True), "org-isk"))
    sight.goes_to("entity=org-isk")
    sight.page.get_by_role("button", name="1 step").click()
    assert sight.counts()[0] == len(near)
    assert "focus=org-isk" in sight.page.url
    sight.page.click("#back")
    assert sight.counts()[0] == network.number_of_nodes()


def test_a_double_click_looks_around_an_entity(sight: Sight) -> None:
    click_on(sight, "Engine.places(['org-isk'])['org-isk']", times=2)
    sight.until("location.hash.includes('focus=org-isk,1')")


def test_positions_stay_when_filters_change(sight: Sight) -> None:
    before = sight.run("Engine.network.getPosition('org-isk')")
    sight.goes_to("without-kinds=Place")
    sight.goes_to("focus=org-isk,1")
    assert sight.run("Engine.network.getPosition('org-isk')") == before


def test_the_browser_goes_back_to_what_was_selected(sight: Sight) -> None:
    sight.page.click("#tab-entities")
    sight.page.locator("#table-body td .inline").first.click()
    first = sight.page.url
    sight.page.locator("#table-body tr:nth-child(3) td .inline").first.click()
    assert sight.page.url != first
    sight.page.go_back()
    sight.until(f"location.href === {first!r}")
    sight.until(
        "document.querySelector('tr.chosen') === document.querySelector('#table-body tbody tr')"
    )


def test_the_keyboard_alone_reaches_search_network_evidence_and_tables(sight: Sight) -> None:
    press = sight.page.keyboard.press
    press("/")
    assert sight.run("document.activeElement.id") == "search"
    sight.page.keyboard.type("hekmat")
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")
    assert "hekmat" in sight.text("#evidence").lower()
    assert sight.run("document.activeElement.id") == "evidence"
    sight.page.focus("#canvas > *")
    before = sight.text("#evidence")
    press("ArrowUp")
    assert sight.text("#evidence") != before
    press("e")
    first = sight.run("location.hash")
    assert "claim=" in first
    press("e")
    press("E")
    assert sight.run("location.hash") == first
    press("b")
    press("Escape")
    assert "How to read this page" in sight.text("#evidence")
    press("f")
    assert "focus=" in sight.run("location.hash")
    press("b")
    sight.page.focus("#tab-ties")
    press("ArrowRight")
    press("Enter")
    assert (
        sight.run("document.querySelector('[role=tab][aria-selected=true]').id") == "tab-entities"
    )


def test_what_is_selected_is_said(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.page.focus("#canvas > *")
    sight.page.keyboard.press("ArrowUp")
    said = sight.text("#live")
    assert said in {e.name for e in kg.entities.values()}


# -- tables ----------------------------------------------------------------------------------------


def rows(sight: Sight) -> list[list[str]]:
    """Texts of the rows of the open table; more than its first page when there are more."""
    more = sight.page.get_by_role("button", name="Show all")
    if more.count():
        more.first.click()
    found: list[list[str]] = sight.run(
        "[...document.querySelectorAll('#table-body tbody tr')].map((tr) => "
        "[...tr.children].map((td) => td.textContent))"
    )
    return found


def test_a_row_of_the_table_opens_its_evidence(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    claim = kg.claims(relation="KILLED_BY")[0]
    sight.page.click("#tab-ties")
    sight.page.fill("#table-filter", claim.id)
    sight.page.click(f"#table-body button:text-is('{kg.relation(claim).label}')")
    assert claim.id in sight.text("#evidence")
    assert kg.citations_of(claim.id)[0].locator in sight.text("#evidence")


def test_tables_hold_what_is_in_the_picture(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]
) -> None:
    sight.goes_to("without-kinds=Place&table=ties")
    left = [
        k
        for u, v, k in network.edges(keys=True)
        if "Place" not in {network.nodes[n]["kind"] for n in (u, v)}
    ]
    assert {row[-1] for row in rows(sight)} == set(left)
    sight.page.click("#tab-entities")
    assert len(rows(sight)) == sight.counts()[0]


def test_tables_sort_by_any_column(sight: Sight) -> None:
    sight.goes_to("table=entities")
    for column, key in (("Name", str.casefold), ("Ties shown", int)):
        at = sight.run(
            "[...document.querySelectorAll('#table-body th button')].map((b) => b.textContent)"
        ).index(column)
        for direction in ("ascending", "descending"):
            sight.page.get_by_role("columnheader", name=column, exact=True).get_by_role(
                "button"
            ).click()
            header = sight.page.get_by_role("columnheader", name=column, exact=True)
            assert header.get_attribute("aria-sort") == direction
        values = [key(row[at]) for row in rows(sight)]
        if column == "Ties shown":
            assert values == sorted(values, reverse=True)


def test_claims_that_are_no_lines_are_in_their_table(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str]
) -> None:
    drawn = {k for _, _, k in network.edges(keys=True)}
    sight.goes_to("table=claims")
    shown = {row[-1] for row in rows(sight)}
    assert shown.isdisjoint(drawn)
    denied = {c.id for c in kg.claims(status=["denied", "unsupported"]) if c.subject in network}
    assert denied <= shown
    counted = {c.id for c in kg.claims(relation="COUNTED") if c.subject in network}
    assert counted <= shown


def test_defections_have_where_from_and_where_to(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.goes_to("table=flows")
    found = rows(sight)
    assert len(found) >= len(kg.claims(relation="DEFECTED_TO"))
    claim = next(
        c for c in kg.claims(relation="DEFECTED_TO") if c.subject == "person-qari-hekmatullah"
    )
    row = next(r for r in found if r[0] == kg.entities[claim.subject].name)
    assert row[1] == "; ".join(kg.entities[o].name for o in claim.origin)
    assert row[2] == kg.entities[claim.object].name


def test_contested_holds_every_doubt_and_denial(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.goes_to("table=contested")
    contradicting = {i for x in kg.links if x.link == "contradicts" for i in (x.claim, x.other)}
    in_page = set(sight.run("[...Record.claims.keys()]"))
    against = {
        c.claim for c in kg.citations.values() if not kg.vocabulary.stances[c.stance].affirms
    }
    assert len(rows(sight)) == len((contradicting | against) & in_page)


def test_a_table_is_saved_as_csv(sight: Sight) -> None:
    sight.goes_to("table=offices")
    with sight.page.expect_download() as waiting:
        sight.page.click("#table-csv")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    read = list(csv.reader(io.StringIO(text)))
    assert read[0][0] == "Organisation"
    assert len(read) == len(rows(sight)) + 1


# -- ways out --------------------------------------------------------------------------------------


def test_the_picture_is_saved_as_svg_with_legend_and_source(
    sight: Sight, kg: ig.KnowledgeGraph
) -> None:
    sight.goes_to("focus=org-isk,1")
    sight.page.click(".menu summary")
    with sight.page.expect_download() as waiting:
        sight.page.click("#save-svg")
    root = ElementTree.fromstring(Path(waiting.value.path()).read_text(encoding="utf-8"))
    texts = " ".join("".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))
    for wanted in ("Islamic State Khorasan", "Defection", "Hostility", "asserted", "evidence of"):
        assert wanted in texts
    lines = [p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("fill") == "none"]
    assert len(lines) >= sight.counts()[1]


def test_the_picture_is_saved_as_png(sight: Sight) -> None:
    sight.page.click(".menu summary")
    with sight.page.expect_download() as waiting:
        sight.page.click("#save-png")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == 3 * sight.run(
        "document.querySelector('#canvas canvas').clientWidth"
    )


def test_print_has_the_ties_and_their_sources(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.goes_to("focus=person-hafiz-saeed-khan,1")
    assert sight.page.pdf().startswith(b"%PDF")
    assert sight.run("document.querySelectorAll('#sheet tbody tr').length") == sight.counts()[1]
    lines = "document.querySelectorAll('#sheet svg path[fill=none][stroke-width]').length"
    assert sight.run(lines) >= sight.counts()[1]
    assert sight.run("document.querySelector('#sheet').textContent").count("para") > 3


def test_a_citation_is_copied(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    claim = kg.claims(relation="DEFECTED_TO")[0]
    cited = sight.run(f"Cite.claim(Record.claims.get({claim.id!r}))")
    assert claim.id in cited
    for citation in kg.citations_of(claim.id):
        assert citation.locator in cited
        assert kg.sources[citation.source].publisher in cited


# -- everybody -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(360, 740, "light"), (360, 740, "dark"), (900, 700, "light"), (1440, 900, "dark")],
)
@pytest.mark.parametrize("at", ["", "claim=c-0024", "entity=org-isk&table=offices"])
def test_it_fits_every_window_and_scheme_and_axe_finds_nothing_serious(
    browser: Browser, file: Path, width: int, height: int, scheme: str, at: str
) -> None:
    with opened(browser, file, address=f"#{at}", width=width, height=height, scheme=scheme) as seen:
        assert seen.run("document.documentElement.scrollWidth") <= width
        assert (
            seen.run(
                "getComputedStyle(document.documentElement).getPropertyValue('--scheme').trim()"
            )
            == scheme
        )
        assert serious(seen) == []
        assert seen.complaints == []


@pytest.mark.parametrize("choices", [{"compare": ("2015", "2018")}, {"engine": "sigma"}], ids=str)
def test_axe_finds_nothing_serious_in_other_pages(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path, choices: dict[str, Any]
) -> None:
    page = kg.view(**choices).save(tmp_path / "other.html")
    with opened(browser, page, width=360, height=740) as seen:
        assert seen.run("document.documentElement.scrollWidth") <= 360
        assert serious(seen) == []


def serious(sight: Sight) -> list[tuple[str, str]]:
    """What axe holds to be serious or critical: the rule, and the first element that breaks it."""
    sight.run(AXE.read_text(encoding="utf-8") + "; 0")
    found = sight.run("axe.run({ resultTypes: ['violations'] })")
    return [
        (v["id"], v["nodes"][0]["html"][:120])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def test_narrow_windows_show_one_panel_at_a_time(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=360, height=740) as seen:
        assert not seen.page.is_visible("#evidence")
        seen.page.click("#panels button:text('Filter')")
        assert seen.page.is_visible("#search")
        seen.page.click("#panels button:text('Tables')")
        assert seen.page.is_visible("#table-body")
        assert not seen.page.is_visible("#search")
        seen.page.locator("#table-body td .inline").first.click()
        assert seen.page.is_visible("#evidence")
        assert seen.complaints == []


def test_the_theme_can_be_chosen(sight: Sight) -> None:
    for wanted in ("light", "dark"):
        sight.page.click("#theme")
        assert sight.run("document.documentElement.dataset.theme") == wanted
    assert sight.run("Looks.palette.paper") == "#14171c"


def test_names_do_not_sit_on_one_another_at_first_sight(sight: Sight) -> None:
    drawn = sight.run(
        """(() => {
          const boxes = [];
          const { canvas } = Engine.network;
          const ctx = canvas.getContext();
          const fill = ctx.fillText;
          const at = (m, x, y) => [m.a * x + m.e, m.d * y + m.f];
          ctx.fillText = function (text, x, y) {
            const [left, top] = at(ctx.getTransform(), x, y);
            const ratio = canvas.pixelRatio;
            const width = ctx.measureText(text).width * ratio;
            boxes.push([text, left - width / 2, top - 5 * ratio, width, 10 * ratio]);
            return fill.apply(this, arguments);
          };
          Engine.network.redraw();
          delete ctx.fillText;
          return boxes;
        })()"""
    )
    names = [b for b in drawn if len(b[0]) > 1]
    assert len(names) > 40
    for i, (text, x, y, w, h) in enumerate(names):
        for other, x2, y2, w2, h2 in names[i + 1 :]:
            apart = x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
            assert apart, (text, other)


# -- bad input -------------------------------------------------------------------------------------


def hostile_record() -> ig.KnowledgeGraph:
    entities = [
        Entity(f"org-{i}", "Organisation", name=text, summary=text, note=text, record="r")
        for i, text in enumerate(HOSTILE)
    ]
    claims = [
        Claim(f"c-{i}", "ALLIED_WITH", f"org-{i}", f"org-{(i + 1) % len(HOSTILE)}", role=text,
              note=text, text=text, record="r")
        for i, text in enumerate(HOSTILE)
    ]  # fmt: skip
    return ig.KnowledgeGraph(
        [Record("r", HOSTILE[0], attribution=HOSTILE[1])],
        entities,
        [Name(e.id, e.name + "!", used_by=e.name, source="s", record="r") for e in entities],
        claims,
        [
            Citation(f"{c.id}.1", c.id, "s", c.note, c.note, "asserts", c.note, note=c.note,
                     record="r")
            for c in claims
        ],
        [Source("s", HOSTILE[1], HOSTILE[0], url="javascript:alert(3)", record="r")],
    )  # fmt: skip


def test_a_hostile_record_runs_nothing_and_shows_as_text(browser: Browser, tmp_path: Path) -> None:
    page = hostile_record().view(title=HOSTILE[0]).save(tmp_path / "hostile.html")
    with opened(browser, page) as seen:
        for i in range(len(HOSTILE)):
            seen.goes_to(f"claim=c-{i}&table=ties")
            assert seen.run("document.querySelectorAll('a[href^=javascript]').length") == 0
            seen.goes_to(f"entity=org-{i}&table=sources")
            assert seen.run("document.documentElement.scrollWidth") <= 1440
        assert seen.text("h1") == HOSTILE[0]
        assert seen.run("document.querySelectorAll('h1 script, img').length") == 0
        seen.goes_to("entity=org-2")
        assert "{{ 7 * 7 }}" in seen.text("#evidence")
        seen.page.fill("#search", "img src")
        assert "onerror" in seen.text("#search-results")
        seen.page.press("#search", "Escape")
        ElementTree.fromstring(seen.run("Figure.svgText(Filters.opening())"))
        assert seen.page.pdf().startswith(b"%PDF")
        assert seen.complaints == []
        assert seen.requests == [page.as_uri()]


def test_right_to_left_names_stay_whole(browser: Browser, tmp_path: Path) -> None:
    page = hostile_record().view().save(tmp_path / "hostile.html")
    with opened(browser, page, address="#entity=org-7") as seen:
        heading = "document.querySelector('#evidence h2 bdi')"
        assert seen.run(f"{heading}.textContent") == HOSTILE[7]
        assert seen.run(f"getComputedStyle({heading}).direction") == "rtl"
        assert seen.run("getComputedStyle(document.body).direction") == "ltr"


def test_texts_cannot_end_the_script_they_stand_in() -> None:
    written = as_script({"x": "".join(HOSTILE)})
    assert not re.search(r"[<>&\u2028\u0080-\uffff]", written)
    assert json.loads(written) == {"x": "".join(HOSTILE)}


def test_positions_are_the_same_every_time_and_nobody_sits_on_another(
    network: nx.MultiDiGraph[str],
) -> None:
    places = arrange(network)
    assert places == arrange(network.copy())
    assert len({(round(x), round(y)) for x, y in places.values()}) == len(network)


def test_co_operation_brings_nearer_than_hostility() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for side in ("a", "b"):
        for i in range(6):
            for j in range(i):
                network.add_edge(f"{side}{i}", f"{side}{j}", sign=1)
    for i in range(6):
        network.add_edge(f"a{i}", f"b{i}", sign=-1)
    places = arrange(network)

    def middle(side: str) -> complex:
        return sum(complex(*places[f"{side}{i}"]) for i in range(6)) / 6

    spread = max(abs(complex(*places[f"a{i}"]) - middle("a")) for i in range(6))
    assert abs(middle("a") - middle("b")) > spread


def test_nothing_to_show_says_which_filter_left_it_out(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ProjectionError, match="nothing to show: no tie is left"):
        kg.view(at_least="A1")


def test_a_focus_nobody_knows_names_the_nearest(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="org-isk"):
        kg.view(focus="org-iskk")


@pytest.mark.parametrize(
    ("entities", "engine", "way"),
    [
        (100_000, "vis", r"\(10,000 and 40,000\); choose a focus"),
        (40_000, "vis", "engine 'sigma' can; or choose a focus"),
        (100_000, "sigma", r"\(50,000 and 200,000\); choose a focus"),
    ],
)
def test_more_than_can_be_drawn_is_refused_with_a_way_out(
    kg: ig.KnowledgeGraph, entities: int, engine: str, way: str
) -> None:
    crowd: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    crowd.add_nodes_from(f"org-{i}" for i in range(entities))
    with pytest.raises(ProjectionError, match=way):
        View(kg, crowd, engine=engine)


def test_an_engine_nobody_knows_names_the_nearest(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ArgumentError, match="no engine 'sigmma'; did you mean 'sigma'"):
        kg.view(engine="sigmma")


def test_ties_that_are_no_claims_are_not_drawn(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ProjectionError, match="without `through`"):
        kg.view(through="Organisation")


# -- several pictures ------------------------------------------------------------------------------


def test_panels_hold_what_may_have_held_in_each_year(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    page = kg.view(by="year", on="2013/2018").save(tmp_path / "years.html")
    spans = [kg.assess(key).span for *_, key in kg.network(on="2013/2018").edges(keys=True)]
    dated = [s for s in spans if not bare(s)]
    with opened(browser, page) as seen:
        for undated, counted in (("no", dated), ("yes", spans)):
            seen.goes_to(f"undated={undated}")
            told = seen.run(
                "[...document.querySelectorAll('#multiples figcaption')].map((f) => f.textContent)"
            )
            assert len(told) == 6
            for year, words in enumerate(told, 2013):
                held = sum(s.holds(period(str(year))) for s in counted)
                assert words.startswith(f"{year} {held} tie"), words
        seen.goes_to("")
        seen.page.get_by_role("button", name=re.compile("^2016: ")).click()
        assert "on=2016-01-01/2016-12-31" in seen.page.url
        assert seen.counts()[1] == sum(s.holds(period("2016")) for s in dated)
        seen.page.click("#all-panels")
        assert seen.page.is_visible("#multiples")
        ElementTree.fromstring(seen.run("Figure.svgText(Filters.opening())"))
        assert seen.complaints == []


def bare(span: Span) -> bool:
    """Whether nothing is known of when it holds."""
    return (span.start_earliest, span.start_latest) == (span.end_earliest, span.end_latest) == (
        EARLIEST, LATEST,
    )  # fmt: skip


def test_everybody_is_in_the_same_place_in_every_panel(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    page = kg.view(by="year", on="2014/2016").save(tmp_path / "years.html")
    with opened(browser, page, width=1200) as seen:
        widths = seen.run("[...document.querySelectorAll('#multiples canvas')].map((c) => c.width)")
        assert len(set(widths)) == 1
        painted = seen.run(
            """(() => {
              const found = [];
              const paint = Painter.look;
              for (const picture of Panels.pictures(Filters.opening())) {
                const view = Panels.windowFor(Panels.pictures(Filters.opening()), 300, 200);
                found.push(JSON.stringify(view));
              }
              return new Set(found).size;
            })()"""
        )
        assert painted == 1


def test_a_comparison_tells_what_came_and_what_went(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    page = kg.view(compare=("2018", "2015")).save(tmp_path / "compare.html")
    changes = change_between(kg, "2015", "2018")
    wanted = {
        part: {row["claim"] for row in changes if row["change"] == change}
        for part, change in (("came", "new"), ("went", "gone"))
    }
    with opened(browser, page) as seen:
        for part, claims in wanted.items():
            seen.goes_to(f"table={part}")
            assert {row[-1] for row in rows(seen)} == claims
        told = seen.text("#multiples .changes figcaption")
        assert f"{len(wanted['came'])} came, {len(wanted['went'])} went" in told
        assert seen.complaints == []


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"compare": ("2015",)}, "of two dates, not of 1"),
        ({"compare": ("2015", "2015-01-01/2015-12-31")}, "needs two"),
        ({"compare": ("2015", "2016"), "on": "2014"}, "leave `by` and `on` out"),
        ({"compare": ("2015", "sometime")}, "sometime"),
        ({"by": "month"}, "choose a shorter period"),
        ({"by": "week"}, "by month, year, decade"),
    ],
)
def test_panels_that_cannot_be_are_refused(
    kg: ig.KnowledgeGraph, choices: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        kg.view(**choices)


# -- the engine for large networks -----------------------------------------------------------------


@pytest.fixture(scope="module")
def webgl(kg: ig.KnowledgeGraph, browser: Browser, file: Path) -> Iterator[Sight]:
    """The same page, drawn by the other engine."""
    page = kg.view(kinds=tuple(kg.vocabulary.kinds), engine="sigma")
    with opened(browser, page.save(file.with_name("webgl.html"))) as seen:
        yield seen
        assert seen.requests == [file.with_name("webgl.html").as_uri()]
        # a driver in software says so of each pixel that is read back, here and to tell what is hit
        assert [c for c in seen.complaints if "GL Driver Message (OpenGL, Perf" not in c] == []


def test_the_other_engine_shows_the_same(webgl: Sight, network: nx.MultiDiGraph[str]) -> None:
    webgl.as_it_opens()
    assert webgl.counts() == (network.number_of_nodes(), network.number_of_edges())
    webgl.goes_to("without-kinds=Place")
    drawn = webgl.run(
        "[...Record.ties].filter((t) => "
        "Engine.network.getEdgeDisplayData(t.id).visibility === 'visible').length"
    )
    assert drawn == webgl.counts()[1]


def test_the_other_engine_paints_with_webgl(webgl: Sight) -> None:
    webgl.as_it_opens()
    painted = webgl.run(
        """new Promise((done) => {
          Engine.network.once("afterRender", () => {
            const gl = Engine.network.getWebGLContext();
            const [w, h] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
            const pixels = new Uint8Array(w * h * 4);
            gl.bindFramebuffer(gl.FRAMEBUFFER, null);
            gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
            done(pixels.filter((value, i) => i % 4 === 3 && value > 0).length / (w * h));
          });
          Engine.network.scheduleRender();
        })"""
    )
    assert 0.005 < painted < 0.5


def test_what_the_other_engine_draws_can_be_clicked(webgl: Sight, kg: ig.KnowledgeGraph) -> None:
    webgl.as_it_opens()
    claim = kg.claims(relation="DEFECTED_TO")[0]
    click_line(webgl, claim.id)
    webgl.until(f"location.hash.includes('claim={claim.id}')")
    click_on(webgl, f"Engine.places([{claim.subject!r}])[{claim.subject!r}]")
    webgl.until(f"location.hash.includes('entity={claim.subject}')")
    click_on(webgl, f"Engine.places([{claim.subject!r}])[{claim.subject!r}]", times=2)
    webgl.until(f"location.hash.includes('focus={claim.subject},1')")


def test_the_window_of_the_other_engine_is_where_it_is_told(webgl: Sight) -> None:
    webgl.as_it_opens()
    webgl.run("Engine.moveTo({ x: 120, y: -80 }, 0.9)")
    view = webgl.run("Engine.window()")
    assert view["scale"] == pytest.approx(0.9, rel=1e-3)
    assert (view["centre"]["x"], view["centre"]["y"]) == pytest.approx((120, -80), abs=0.5)


def test_a_large_network_opens_on_a_part_and_says_so(browser: Browser, tmp_path: Path) -> None:
    count = 1600
    kg = ig.KnowledgeGraph(
        [Record("r", "Large")],
        [Entity(f"org-{i}", "Organisation", name=f"O {i}", record="r") for i in range(count)],
        [],
        [
            Claim(f"c-{i}", "ALLIED_WITH", f"org-{i}", f"org-{i // 7}", record="r")
            for i in range(1, count)
        ],
        [Citation(f"c-{i}.1", f"c-{i}", "s", record="r") for i in range(1, count)],
        [Source("s", record="r")],
    )
    with opened(browser, kg.view().save(tmp_path / "large.html")) as seen:
        assert seen.counts()[0] <= 300
        assert "the 300 entities with most ties" in seen.text("#summary")
        seen.page.click("#summary-all")
        assert seen.counts() == (count, count - 1)
        assert seen.complaints == []


def test_a_page_that_cannot_be_written_leaves_the_old_one(
    kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    view = kg.view(families="defection")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot write"):
        view.save(tmp_path / "file" / "page.html")
    with pytest.raises(OutputError, match="no page of insurgraph"):
        view.save(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"
    assert view.save(tmp_path / "file", force=True).read_text("utf-8") == view.html()


def test_in_a_notebook_it_works_in_a_frame_of_its_own(
    browser: Browser, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    shown = kg.view(families="defection")._repr_html_()
    assert shown.startswith("<iframe ")
    assert "allow-same-origin" not in shown
    assert shown.count("<script") == 0
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!DOCTYPE html><p>before</p>{shown}<p>after</p>", encoding="utf-8")
    with opened(browser, notebook, ready="iframe") as seen:
        frame = seen.page.frames[1]
        frame.wait_for_selector("html[data-ready=yes]", state="attached")
        frame.click("#tab-entities")
        frame.locator("#table-body td .inline").first.click()
        assert "Ties in time order" in frame.inner_text("#evidence")
        assert seen.complaints == []


def test_evidence_stands_in_it_once(kg: ig.KnowledgeGraph, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    ids = [c["id"] for claim in data["claims"] for c in claim["citations"]]
    assert len(ids) == len(set(ids))
    assert {e["claim"] for e in data["edges"]} <= {c["id"] for c in data["claims"]}
    assert data["schema"] == 1
    assert not any("sha256" in s for s in data["sources"])
