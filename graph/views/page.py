"""The page: a network and its evidence as one HTML file that opens offline, for good.

The page is a pyvis network with another template: what pyvis would load from elsewhere is inside,
what it would print raw is data, and a content security policy makes the browser refuse everything
that is neither. `insurgraph.graph.views.document` says what the scripts are given.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from ... import __version__
from ...errors import OutputError, ProjectionError
from ..dates import Certainty
from ..knowledge import KnowledgeGraph
from ..markup import encodable
from ..output import write_text
from ..table import Table
from .document import Opening, as_script, document, drawn
from .engines import ENGINES, engine_named, library, text
from .layout import arrange
from .panels import Panel

if TYPE_CHECKING:
    import networkx as nx

#: The page's own scripts, in the order in which they build on one another; the engine's stands
#: between those that it needs and those that need it.
BEFORE_ENGINE = (
    "dom.js",
    "record.js",
    "dates.js",
    "filters.js",
    "cite.js",
    "looks.js",
    "labels.js",
    "painter.js",
)
AFTER_ENGINE = (
    "drawing.js",
    "figure.js",
    "search.js",
    "legend.js",
    "timeline.js",
    "evidence.js",
    "tables.js",
    "panels.js",
    "address.js",
    "page.js",
)

#: So many of the best connected entities a page opens on when it has too many to look at.
PART = 300

#: Height of the page inside a notebook, in pixels.
NOTEBOOK_HEIGHT = 760

_MARK = "<!-- insurgraph page -->"
_TEMPLATE = "page.html.j2"


class View(Network):  # type: ignore[misc]
    """The interactive page of a network.

    A `pyvis.network.Network` whose template, scripts and style are our own. In a notebook it
    shows itself.

    Parameters
    ----------
    kg : KnowledgeGraph
        Where the evidence of the ties is.
    network : networkx.MultiDiGraph
        From `KnowledgeGraph.network`: ties keyed by claim id.
    title : str, optional
        Heading of the page; the records' titles when not given.
    tables : sequence of Table, optional
        Results to show beside the network, such as a centrality table.
    engine : {'vis', 'sigma'}
        What draws the picture; sigma, with WebGL, for up to 50,000 entities.
    panels : sequence of Panel
        Periods that the page opens on, each as a small picture.
    comparing : bool
        Whether the panels are two dates, and the page shows what came and what went.
    certainty : {'possible', 'definite'}
        What the page's period means when it opens.

    Raises
    ------
    ArgumentError
        If there is no such engine.
    ProjectionError
        If there is nothing to draw, or more than the engine can draw; the message says why.

    Examples
    --------
    >>> import insurgraph as ig
    >>> kg = ig.load()
    >>> page = View(kg, kg.network(families="defection"), title="Defections")
    >>> "Defections" in page.html()
    True
    """

    def __init__(
        self,
        kg: KnowledgeGraph,
        network: nx.MultiDiGraph[str],
        *,
        title: str = "",
        tables: Sequence[Table] = (),
        engine: str = "vis",
        panels: Sequence[Panel] = (),
        comparing: bool = False,
        certainty: Certainty = "possible",
    ) -> None:
        _check(network, engine)
        title = title or " · ".join(r.title or r.name for r in kg.records.values())
        super().__init__(
            height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line"
        )
        self._make_room_for_method()
        self.templateEnv = _environment()
        self.path = _TEMPLATE
        self._place(kg, network)
        self._tie(network)
        crowded = len(network) > engine_named(engine).part
        opening = Opening(tuple(panels), comparing, certainty, most=PART if crowded else 0)
        evidence = document(
            kg, network, title=title, software=f"insurgraph {__version__}", tables=tables,
            opening=opening,
        )  # fmt: skip
        self.templateEnv.globals |= {
            "title": encodable(title),
            "mark": Markup(_MARK),
            "policy": _policy(engine),
            "style": Markup(text("page.css")),
            "scripts": [Markup(script) for script in _scripts(engine)],
            "document": lambda nodes, edges: Markup(as_script(evidence | drawn(nodes, edges))),
        }

    def _place(self, kg: KnowledgeGraph, network: nx.MultiDiGraph[str]) -> None:
        kinds = kg.vocabulary.kinds
        for node, (x, y) in arrange(network).items():
            data = network.nodes[node]
            shape = kinds[data["kind"]].shape if data.get("kind") in kinds else "dot"
            self.add_node(node, label=data.get("name") or node, shape=shape, color=None, x=x, y=y)

    def _tie(self, network: nx.MultiDiGraph[str]) -> None:
        """One drawn line a tie; its id is the claim's, numbered where a claim gives several."""
        times: Counter[str] = Counter()
        for subject, other, claim in network.edges(keys=True):
            times[claim] += 1
            number = f"{claim}~{times[claim]}" if times[claim] > 1 else claim
            self.add_edge(subject, other, id=number, claim=claim)

    def _make_room_for_method(self) -> None:
        """pyvis keeps its last output in an attribute of the name of our method."""
        self.__dict__.pop("html", None)

    def get_nodes(self) -> Any:
        """Ids of the nodes, quick to look one up in (pyvis asks for each end of each tie)."""
        return self.node_map.keys()

    def generate_html(self, *args: Any, **kwargs: Any) -> str:
        """The page as text; pyvis's name for `html`."""
        try:
            return str(super().generate_html(*args, **kwargs))
        finally:
            self._make_room_for_method()

    def html(self) -> str:
        """The page as text: all of it, to be stored as UTF-8."""
        return self.generate_html()

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the page.

        Parameters
        ----------
        path : str or Path
            Where; folders on the way are made.
        force : bool
            Whether a file that is no page of ours may be replaced.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        OutputError
            If something else is there, or it cannot be written. Nothing half-written is left.
        """
        target = Path(path)
        if not force and target.is_file() and not _ours(target):
            raise OutputError(
                f"{target} is there and is no page of insurgraph; choose another name, or --force"
            )
        write_text(target, self.html())
        return target

    def write_html(self, name: str, *_: Any, **__: Any) -> None:
        """pyvis's name for `save`."""
        self.save(name)

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which nothing gets into or out of."""
        return (
            f'<iframe title="{escape(encodable(str(self.heading)))}" '
            f'style="width:100%;height:{NOTEBOOK_HEIGHT}px;border:0" '
            'sandbox="allow-scripts allow-downloads allow-popups allow-modals" '
            f'srcdoc="{escape(self.html())}"></iframe>'
        )


def _check(network: nx.MultiDiGraph[str], name: str) -> None:
    """Whether there is something to draw, and not too much for the engine."""
    engine = engine_named(name)
    if network.graph.get("through"):
        raise ProjectionError(
            f"a page draws claims; ties through each {network.graph['through']} are none, "
            "draw the network without `through`"
        )
    if not len(network):
        reasons = ", ".join(f"{n} by {why}" for why, n in network.graph.get("left_out", {}).items())
        raise ProjectionError(
            f"nothing to show: no tie is left{f' (left out: {reasons})' if reasons else ''}; "
            "widen the choice of dates, relations, kinds or grades"
        )
    entities, ties = len(network), network.number_of_edges()
    if entities > engine.entities or ties > engine.ties:
        others = [n for n, e in ENGINES.items() if entities <= e.entities and ties <= e.ties]
        way = f"engine {others[0]!r} can; or " if others else ""
        raise ProjectionError(
            f"{entities:,} entities and {ties:,} ties are more than the engine {name!r} can draw "
            f"({engine.entities:,} and {engine.ties:,}); {way}choose a focus, a period or some "
            "relations"
        )


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(text), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def _scripts(engine: str) -> tuple[str, ...]:
    """Every script of a page, in order."""
    chosen = ENGINES[engine]
    ours = (*BEFORE_ENGINE, chosen.script, *AFTER_ENGINE)
    return (*(library(name)[0] for name in chosen.libraries), *map(text, ours))


@cache
def _policy(engine: str) -> str:
    """The content security policy: these scripts, these styles, and nothing from anywhere."""
    added = [digest for name in ENGINES[engine].libraries for digest in library(name)[1]]
    styles = [_digest(text("page.css")), *added]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_quoted(_digest(s)) for s in _scripts(engine))}",
            f"style-src {' '.join(map(_quoted, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode("ascii")


def _quoted(source: str) -> str:
    return f"'{source}'"


def _ours(path: Path) -> bool:
    """Whether a file is a page of ours; one that cannot be read is not."""
    try:
        with path.open("rb") as file:
            return _MARK.encode() in file.read(200)
    except OSError:
        return False
