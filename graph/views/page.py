"""The page: a network and its evidence as one HTML file that opens offline, for good.

The page is a pyvis network with another template: what pyvis would load from elsewhere is inside,
what it would print raw is data, and a content security policy makes the browser refuse everything
that is neither. `insurgraph.graph.views.document` says what the scripts are given.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from ... import __version__
from ...errors import OutputError, ProjectionError
from ..knowledge import KnowledgeGraph
from ..output import write_text
from ..table import Table
from .document import as_script, document, drawn
from .layout import arrange

if TYPE_CHECKING:
    import networkx as nx

#: The page's own scripts, in the order in which they build on one another.
SCRIPTS = (
    "dom.js",
    "record.js",
    "dates.js",
    "filters.js",
    "cite.js",
    "drawing.js",
    "labels.js",
    "figure.js",
    "search.js",
    "legend.js",
    "timeline.js",
    "evidence.js",
    "tables.js",
    "address.js",
    "page.js",
)

#: More than this no browser draws with this engine at a pace one can work at.
MOST_ENTITIES, MOST_TIES = 10_000, 40_000

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

    Raises
    ------
    ProjectionError
        If there is nothing to draw, or more than the page can draw; the message says why.

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
    ) -> None:
        _check_size(network)
        title = title or " · ".join(r.title or r.name for r in kg.records.values())
        super().__init__(
            height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line"
        )
        self._make_room_for_method()
        self.templateEnv = _environment()
        self.path = _TEMPLATE
        self._place(kg, network)
        self._tie(network)
        evidence = document(
            kg, network, title=title, software=f"insurgraph {__version__}", tables=tables
        )
        self.templateEnv.globals |= {
            "title": _encodable(title),
            "mark": Markup(_MARK),
            "policy": _policy(),
            "style": Markup(_text("page.css")),
            "engine": Markup(_engine()),
            "scripts": [Markup(_text(name)) for name in SCRIPTS],
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
            f'<iframe title="{escape(_encodable(str(self.heading)))}" '
            f'style="width:100%;height:{NOTEBOOK_HEIGHT}px;border:0" '
            'sandbox="allow-scripts allow-downloads allow-popups allow-modals" '
            f'srcdoc="{escape(self.html())}"></iframe>'
        )


def _check_size(network: nx.MultiDiGraph[str]) -> None:
    if not len(network):
        reasons = ", ".join(f"{n} by {why}" for why, n in network.graph.get("left_out", {}).items())
        raise ProjectionError(
            f"nothing to show: no tie is left{f' (left out: {reasons})' if reasons else ''}; "
            "widen the choice of dates, relations, kinds or grades"
        )
    if len(network) > MOST_ENTITIES or network.number_of_edges() > MOST_TIES:
        raise ProjectionError(
            f"{len(network):,} entities and {network.number_of_edges():,} ties are more than one "
            f"page can draw ({MOST_ENTITIES:,} and {MOST_TIES:,}); choose a focus, a period or "
            "some relations"
        )


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def _text(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _vendored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text("vendor/VENDORED.json"))["vis-network"]
    return found


def _engine() -> str:
    return _text(f"vendor/{_vendored()['file']}")


@cache
def _policy() -> str:
    """The content security policy: these scripts, these styles, and nothing from anywhere."""
    scripts = [_engine(), *(_text(name) for name in SCRIPTS)]
    styles = [_digest(_text("page.css")), *_vendored()["styles"]]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_quoted(_digest(s)) for s in scripts)}",
            f"style-src {' '.join(map(_quoted, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


def _quoted(source: str) -> str:
    return f"'{source}'"


def _encodable(text: str) -> str:
    """Text that UTF-8 and HTML have room for; what they have not becomes a question mark."""
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def _ours(path: Path) -> bool:
    """Whether a file is a page of ours; one that cannot be read is not."""
    try:
        with path.open("rb") as file:
            return _MARK.encode() in file.read(200)
    except OSError:
        return False
