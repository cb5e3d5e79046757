"""The page beside stock pyvis, on the same networks, in the same browser, in one run.

Run by `make bench`. For each network: size of the file, time from opening it until the network is
in the window and at rest, and frames a second while the picture is dragged. All of the network is
shown, also where the page would open on a part. Stock pyvis moves its picture until its physics
comes to rest; after `PATIENCE` seconds it is left alone, too busy to be dragged.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import insurgraph as ig
from insurgraph.graph.model import Citation, Claim, Entity, Record, Source

SIZES = ((500, 2_000), (2_000, 8_000))
#: A network that only WebGL can bear.
LARGE = (10_000, 20_000)
PATIENCE = 40
GROUP = 50

FRAMES = """new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  const count = () => {
    frames += 1;
    if (performance.now() - start < 2000) requestAnimationFrame(count);
    else done((frames * 1000) / (performance.now() - start));
  };
  requestAnimationFrame(count);
})"""


def network_of(entities: int, ties: int) -> ig.KnowledgeGraph:
    """An invented record: groups of fifty with most of their ties inside."""
    draw = random.Random(1)  # noqa: S311 - a picture, no secret
    claims = []
    for i in range(ties):
        one = draw.randrange(entities)
        other = (
            draw.randrange(entities)
            if draw.random() < 0.2
            else (one // GROUP * GROUP + draw.randrange(GROUP)) % entities
        )
        relation = draw.choice(("ALLIED_WITH", "RIVAL_OF", "SUPPORTED"))
        start = f"{draw.randrange(1990, 2020)}"
        claims.append(
            Claim(f"c-{i}", relation, f"org-{one}", f"org-{other}", start=start, record="bench")
        )
    return ig.KnowledgeGraph(
        [Record("bench", "An invented record")],
        [
            Entity(f"org-{i}", "Organisation", name=f"Organisation {i}", record="bench")
            for i in range(entities)
        ],
        [],
        claims,
        [Citation(f"{c.id}.1", c.id, "s", "para 1", record="bench") for c in claims],
        [Source("s", "An invented source", record="bench")],
    )


def stock(kg: ig.KnowledgeGraph, file: Path) -> Path:
    """What pyvis makes of the same ties, with what it loads from elsewhere inlined as it offers."""
    from pyvis.network import Network

    graph = kg.network()
    page = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        page.add_node(node, label=data["name"])
    for one, other, data in graph.edges(data=True):
        page.add_edge(one, other, title=data["relation"])
    file.write_text(page.generate_html(), encoding="utf-8")
    return file


def dragged(page: Any) -> float:
    """Frames a second while the middle of the picture is pulled about."""
    box = page.locator("#canvas, #mynetwork").first.bounding_box()
    x, y = box["x"] + 20, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    counted = page.evaluate_handle(f"({{ rate: {FRAMES} }})")
    end = time.perf_counter() + 2
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + step % 60 * 4, y - step % 40 * 3)
    rate: float = counted.evaluate("(one) => one.rate")
    page.mouse.up()
    return rate


def opened(browser: Any, file: Path, ready: str) -> tuple[float, float] | None:
    """Seconds until `ready` holds, and the rate of frames after; None when patience ends."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"{file.as_uri()}#most=0", timeout=120_000)
    while not (held := page.evaluate(ready)) and time.perf_counter() - start < PATIENCE:
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    found = (seconds, dragged(page)) if held else None
    context.close()
    return found


def told(name: str, file: Path, made: float, found: tuple[float, float] | None) -> None:
    size = f"{file.stat().st_size / 1e6:5.1f} MB"
    seen = f"not at rest after {PATIENCE} s"
    if found:
        seen = f"ready {found[0]:6.2f} s  drag {found[1]:5.1f} frames/s"
    print(f"{name:<20}made in {made:6.1f} s {size}  {seen}", flush=True)


OURS = "document.documentElement.dataset.ready === 'yes'"
STOCK = "typeof network === 'object' && network?.physics?.stabilized === true"


def main() -> None:
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("no Chromium here; benchmarks of the page need one")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"],
        )
        for entities, ties in (*SIZES, LARGE):
            kg = network_of(entities, ties)
            print(f"{entities:,} entities, {ties:,} ties")
            engine = "sigma" if (entities, ties) == LARGE else "vis"
            start = time.perf_counter()
            ours = kg.view(engine=engine).save(Path(folder) / f"{entities}.html")
            made = time.perf_counter() - start
            told(f"insurgraph ({engine})", ours, made, opened(browser, ours, OURS))
            if engine == "vis":
                start = time.perf_counter()
                theirs = stock(kg, Path(folder) / f"{entities}-stock.html")
                made = time.perf_counter() - start
                told("pyvis", theirs, made, opened(browser, theirs, STOCK))
        browser.close()


if __name__ == "__main__":
    main()
