"""The page, opened in a real browser with the network cut."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser

import insurgraph as ig
from insurgraph.errors import OutputError, ProjectionError
from insurgraph.graph.dates import period
from insurgraph.graph.model import Citation, Claim, Entity, Name, Record, Source
from insurgraph.graph.views.document import as_script
from insurgraph.graph.views.layout import arrange
from insurgraph.graph.views.page import View
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(kg: ig.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The curated record as a page."""
    path = tmp_path_factory.mktemp("page") / "network.html"
    return kg.view(kinds=tuple(kg.vocabulary.kinds)).save(path)


@pytest.fixture(scope="module")
def network(kg: ig.KnowledgeGraph) -> nx.MultiDiGraph[str]:
    return kg.network(kinds=tuple(kg.vocabulary.kinds))


@pytest.fixture
def sight(browser: Browser, file: Path) -> Iterator[Sight]:
    """The page, open; at the end nothing may have been asked for or complained of."""
    with opened(browser, file) as seen:
        yield seen
        assert seen.requests == [file.as_uri()]
        assert seen.complaints == []


def ties(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    return list(network.edges(data=True))


def test_it_opens_offline_and_shows_the_whole_network(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    assert sight.counts() == (network.number_of_nodes(), network.number_of_edges())


def test_it_stays_below_its_size(file: Path) -> None:
    assert file.stat().st_size < 1_500_000


def test_a_click_on_a_line_shows_the_paragraph_it_comes_from(
    sight: Sight, kg: ig.KnowledgeGraph
) -> None:
    claim = next(
        c
        for c in kg.claims(relation="DEFECTED_TO", object="org-isk")
        if c.subject == "person-sheikh-maqbool"
    )
    where = sight.run(
        f"""(() => {{
          const tie = Record.tiesOfClaim.get({claim.id!r})[0];
          const {{ network }} = Drawing;
          network.moveTo({{ position: network.getPosition(tie.from), scale: 1.2 }});
          const places = network.getPositions([tie.from, tie.to]);
          const point = network.canvasToDOM(Drawing.middleOf(tie, places));
          network.moveTo({{ position: Drawing.middleOf(tie, places), scale: 1.2 }});
          const box = document.querySelector("#graph canvas").getBoundingClientRect();
          const seen = network.canvasToDOM(Drawing.middleOf(tie, places));
          return [box.left + seen.x, box.top + seen.y];
        }})()"""
    )
    sight.page.mouse.click(*where)
    for _ in range(100):  # not `wait_for_function`: it needs eval, which the policy refuses
        if claim.id in sight.text("#evidence"):
            break
        sight.run("new Promise((done) => setTimeout(done, 20))")
    shown = sight.text("#evidence")
    assert claim.id in shown
    for citation in kg.citations_of(claim.id):
        assert citation.locator in shown
        assert kg.sources[citation.source].title.strip("[]") in shown
    assert kg.assess(claim.id).status in shown


def test_a_row_of_the_table_shows_the_same(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    claim = kg.claims(relation="KILLED_BY")[0]
    sight.page.click(f"#table bdi:text-is('{claim.id}')")
    assert claim.id in sight.text("#evidence")
    assert kg.citations_of(claim.id)[0].locator in sight.text("#evidence")


def test_search_finds_any_name_and_shows_its_claims(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    name = next(n for n in kg.names if n.entity == "org-ttp")
    sight.page.fill("#search", name.name.upper())
    sight.page.press("#search", "Enter")
    shown = sight.text("#evidence")
    assert kg.entities["org-ttp"].name in shown
    assert f"{len(kg.claims(entity='org-ttp'))} claims".lower() in shown.lower()


@pytest.mark.parametrize("part", ["statuses", "kinds", "signs"])
def test_each_box_of_the_legend_leaves_out_what_it_says(
    sight: Sight, network: nx.MultiDiGraph[str], part: str
) -> None:
    def value(u: str, v: str, data: dict[str, Any]) -> set[str]:
        if part == "kinds":
            return {network.nodes[n]["kind"] for n in (u, v)}
        return {data["status"] if part == "statuses" else str(data["sign"])}

    for key in sorted(set().union(*(value(*tie) for tie in ties(network)))):
        left = [tie for tie in ties(network) if key not in value(*tie)]
        sight.page.goto(sight.page.url.partition("#")[0] + f"#no-{part}={key}")
        sight.page.reload()
        sight.page.wait_for_selector("html[data-ready=yes]", state="attached")
        assert sight.counts()[1] == len(left), key
        assert sight.counts()[0] == len({n for u, v, _ in left for n in (u, v)}), key
    sight.requests[1:] = []


def test_counts_beside_the_boxes_are_those_of_the_network(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    shown = sight.run(
        "Object.fromEntries([...document.querySelectorAll('#legend fieldset')].map((group) => "
        "[group.querySelector('legend').textContent, [...group.querySelectorAll('.box')].map("
        "(b) => b.innerText.replace(/\\s+/g, ' ').trim())]))"
    )
    for status in {d["status"] for _, _, d in ties(network)}:
        count = sum(d["status"] == status for _, _, d in ties(network))
        assert f"{status} {count}" in shown["Status"]


@pytest.mark.parametrize("certainty", ["possible", "definite"])
def test_the_time_slider_means_what_python_means(
    sight: Sight, kg: ig.KnowledgeGraph, network: nx.MultiDiGraph[str], certainty: str
) -> None:
    chance = random.Random(7)
    spans = {key: kg.assess(key).span for _, _, key in network.edges(keys=True)}
    for _ in range(12):
        first = (
            f"{chance.randint(1995, 2019)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
        last = f"{chance.randint(2019, 2021)}-01-01" if chance.random() < 0.5 else first
        wanted = sum(
            s.holds(period(f"{first}/{last}"), certainty)  # type: ignore[arg-type]
            for s in spans.values()
        )
        sight.run(f"location.hash = 'first={first}&last={last}&certainty={certainty}'")
        sight.run("new Promise((done) => setTimeout(done, 50))")
        assert sight.counts()[1] == wanted, (first, last)


def test_the_filter_of_grades_means_what_python_means(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    for grade in ("B2", "B3", "C3", "D4", "E5"):
        wanted = kg.network(kinds=tuple(kg.vocabulary.kinds), at_least=grade)
        sight.run(f"location.hash = 'grade={grade}&unjudged=no'")
        sight.run("new Promise((done) => setTimeout(done, 50))")
        assert sight.counts()[1] == wanted.number_of_edges(), grade


def test_focus_looks_around_one_entity_and_back_returns(
    sight: Sight, network: nx.MultiDiGraph[str]
) -> None:
    near = set(nx.ego_graph(network.to_undirected(), "org-isk"))
    sight.run("location.hash = 'entity=org-isk'")
    sight.page.focus("#graph")
    sight.page.keyboard.press("Enter")
    assert sight.counts()[0] == len(near)
    assert "focus=org-isk" in sight.page.url
    sight.page.click("#back")
    assert sight.counts()[0] == network.number_of_nodes()


def test_the_keyboard_alone_reaches_search_network_and_tables(sight: Sight) -> None:
    sight.page.keyboard.press("/")
    assert sight.run("document.activeElement.id") == "search"
    sight.page.keyboard.type("hekmat")
    sight.page.keyboard.press("ArrowDown")
    sight.page.keyboard.press("Enter")
    assert "hekmat" in sight.text("#evidence").lower()
    sight.page.focus("#graph")
    before = sight.text("#evidence")
    sight.page.keyboard.press("ArrowUp")
    assert sight.text("#evidence") != before
    sight.page.keyboard.press("Escape")
    assert "Choose a line or an entity" in sight.text("#evidence")
    sight.page.focus("#tab-0")
    sight.page.keyboard.press("ArrowRight")
    assert sight.run("document.querySelector('[aria-selected=true][role=tab]').textContent") == (
        "Entities"
    )


def test_tables_sort_and_speak_of_what_is_shown(sight: Sight, kg: ig.KnowledgeGraph) -> None:
    sight.page.click("#tab-3")
    rows = sight.run("document.querySelectorAll('#table tbody tr').length")
    flows = [
        max(1, len(c.origin))
        for c in kg.claims(relation=["DEFECTED_TO", "LOST_MEMBERS_TO"])
        if kg.vocabulary.statuses[kg.assess(c.id).status].edge
    ]
    assert rows == sum(flows)
    sight.page.click("#table th button:text('From')")
    names = sight.run("[...document.querySelectorAll('#table tbody td:first-child')].map((td) => "
                      "td.textContent)")  # fmt: skip
    assert names == sorted(names, key=str.casefold)


def test_ties_between_the_same_two_lie_apart(sight: Sight, network: nx.MultiDiGraph[str]) -> None:
    apart = sight.run(
        """(() => {
          const seen = new Map();
          const places = Drawing.network.getPositions();
          for (const tie of Record.ties) {
            const { x, y } = Drawing.middleOf(tie, places);
            seen.set(`${[tie.from, tie.to].sort()} ${x.toFixed(1)} ${y.toFixed(1)}`, tie.id);
          }
          return seen.size;
        })()"""
    )
    assert apart == network.number_of_edges()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_it_fits_narrow_windows_and_follows_the_scheme(
    browser: Browser, file: Path, width: int, scheme: str
) -> None:
    with opened(browser, file, width=width, height=740, scheme=scheme) as seen:
        assert seen.run("document.documentElement.scrollWidth") <= width
        assert seen.run("document.documentElement.dataset.scheme") == scheme
        assert seen.complaints == []


def test_a_hostile_record_runs_nothing_and_shows_as_text(browser: Browser, tmp_path: Path) -> None:
    entities = [
        Entity(f"org-{i}", "Organisation", name=text, summary=text, note=text, record="r")
        for i, text in enumerate(HOSTILE)
    ]
    claims = [
        Claim(f"c-{i}", "ALLIED_WITH", f"org-{i}", f"org-{(i + 1) % len(HOSTILE)}", role=text,
              note=text, text=text, record="r")
        for i, text in enumerate(HOSTILE)
    ]  # fmt: skip
    kg = ig.KnowledgeGraph(
        [Record("r", HOSTILE[0], attribution=HOSTILE[1])],
        entities,
        [Name(e.id, e.name + "!", used_by=e.name, source="s", record="r") for e in entities],
        claims,
        [
            Citation(f"{c.id}.1", c.id, "s", c.note, "", "asserts", c.note, record="r")
            for c in claims
        ],
        [Source("s", HOSTILE[1], HOSTILE[0], url="javascript:alert(3)", record="r")],
    )
    page = kg.view(title=HOSTILE[0]).save(tmp_path / "hostile.html")
    with opened(browser, page) as seen:
        for i in range(len(HOSTILE)):
            seen.run(f"location.hash = 'claim=c-{i}'")
            seen.run("new Promise((done) => setTimeout(done, 30))")
            assert seen.run("document.querySelectorAll('a[href^=javascript]').length") == 0
            seen.run(f"location.hash = 'entity=org-{i}'")
            seen.run("new Promise((done) => setTimeout(done, 30))")
        assert seen.text("h1") == HOSTILE[0]
        assert seen.run("document.querySelectorAll('h1 script, img').length") == 0
        seen.run("location.hash = 'entity=org-2'")
        seen.run("new Promise((done) => setTimeout(done, 30))")
        assert "{{ 7 * 7 }}" in seen.text("#evidence")
        assert seen.complaints == []
        assert seen.requests == [page.as_uri()]


def test_texts_cannot_end_the_script_they_stand_in() -> None:
    written = as_script({"x": "".join(HOSTILE)})
    assert not re.search(r"[<>&\u2028\u0080-\uffff]", written)
    assert json.loads(written) == {"x": "".join(HOSTILE)}


def test_positions_are_the_same_every_time_and_nobody_sits_on_another(
    network: nx.MultiDiGraph[str],
) -> None:
    places = arrange(network)
    assert places == arrange(network)
    assert len({(round(x), round(y)) for x, y in places.values()}) == len(network)


def test_nothing_to_show_says_which_filter_left_it_out(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ProjectionError, match="nothing to show: no tie is left"):
        kg.view(at_least="A1")


def test_more_than_can_be_drawn_is_refused_with_a_way_out(kg: ig.KnowledgeGraph) -> None:
    crowd: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    crowd.add_nodes_from(f"org-{i}" for i in range(100_000))
    with pytest.raises(ProjectionError, match="choose a focus"):
        View(kg, crowd)


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


def test_in_a_notebook_it_stands_in_a_frame_of_its_own(kg: ig.KnowledgeGraph) -> None:
    shown = kg.view(families="defection")._repr_html_()
    assert shown.startswith("<iframe ")
    assert "allow-same-origin" not in shown
    assert shown.count("<script") == 0


def test_vendored_scripts_are_what_their_note_says() -> None:
    folder = files("insurgraph.graph.views") / "vendor"
    noted = json.loads((folder / "VENDORED.json").read_text("utf-8"))
    for entry in noted.values():
        content = (folder / entry["file"]).read_bytes()
        assert sha256(content).hexdigest() == entry["sha256"]
        for licence in entry["licence_files"]:
            assert (folder / licence).is_file()


def test_evidence_stands_in_it_once(kg: ig.KnowledgeGraph, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    ids = [c["id"] for c in data["citations"]]
    assert len(ids) == len(set(ids))
    assert {c["claim"] for c in data["edges"]} <= {c["id"] for c in data["claims"]}
    assert data["schema"] == 1
    assert replace(kg.entities["org-isk"]).name in text
