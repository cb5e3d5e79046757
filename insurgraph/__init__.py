"""insurgraph: a source-cited, time-aware knowledge graph of militant networks.

>>> import insurgraph as ig
>>> kg = ig.load()
>>> kg.entity("org-isk").name
'Islamic State Khorasan'

The names below are the whole public face; each is imported when it is first used, so that
``import insurgraph`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .graph.analysis.balance import balance as balance
    from .graph.analysis.balance import blocks as blocks
    from .graph.analysis.balance import frustration as frustration
    from .graph.analysis.balance import signed_dyads as signed_dyads
    from .graph.analysis.balance import signed_network as signed_network
    from .graph.analysis.brokerage import brokerage as brokerage
    from .graph.analysis.brokerage import groups_of as groups_of
    from .graph.analysis.brokerage import key_players as key_players
    from .graph.analysis.centrality import centrality as centrality
    from .graph.analysis.centrality import degree_by_family as degree_by_family
    from .graph.analysis.centrality import tie_centrality as tie_centrality
    from .graph.analysis.communities import communities as communities
    from .graph.analysis.defections import defection_chains as defection_chains
    from .graph.analysis.defections import defection_followers as defection_followers
    from .graph.analysis.defections import defection_matrix as defection_matrix
    from .graph.analysis.defections import defections as defections
    from .graph.analysis.defections import net_flow as net_flow
    from .graph.analysis.dominance import dominance as dominance
    from .graph.analysis.groups import group_centrality as group_centrality
    from .graph.analysis.intervals import draw as draw
    from .graph.analysis.intervals import rank_intervals as rank_intervals
    from .graph.analysis.sensitivity import sensitivity as sensitivity
    from .graph.analysis.succession import around_successions as around_successions
    from .graph.analysis.succession import leader_origins as leader_origins
    from .graph.analysis.succession import leadership_turnover as leadership_turnover
    from .graph.analysis.succession import successions as successions
    from .graph.analysis.timeline import change_between as change_between
    from .graph.analysis.timeline import tie_turnover as tie_turnover
    from .graph.analysis.timeline import timeline as timeline
    from .graph.confidence import Confidence as Confidence
    from .graph.contest import contested as contested
    from .graph.database import Database as Database
    from .graph.database import connect as connect
    from .graph.difference import difference as difference
    from .graph.judgement import Judgement as Judgement
    from .graph.judgement import Verdict as Verdict
    from .graph.knowledge import KnowledgeGraph as KnowledgeGraph
    from .graph.model import Citation as Citation
    from .graph.model import Claim as Claim
    from .graph.model import Entity as Entity
    from .graph.model import Link as Link
    from .graph.model import Name as Name
    from .graph.model import Record as Record
    from .graph.model import Source as Source
    from .graph.network import simple as simple
    from .graph.reference import cite as cite
    from .graph.table import Table as Table
    from .loaders import load as load
    from .loaders import read as read

__version__ = "0.1.0"

_HOME = {
    "Citation": ".graph.model",
    "Claim": ".graph.model",
    "Confidence": ".graph.confidence",
    "Database": ".graph.database",
    "Entity": ".graph.model",
    "Judgement": ".graph.judgement",
    "KnowledgeGraph": ".graph.knowledge",
    "Link": ".graph.model",
    "Name": ".graph.model",
    "Record": ".graph.model",
    "Source": ".graph.model",
    "Table": ".graph.table",
    "Verdict": ".graph.judgement",
    "around_successions": ".graph.analysis.succession",
    "balance": ".graph.analysis.balance",
    "blocks": ".graph.analysis.balance",
    "brokerage": ".graph.analysis.brokerage",
    "centrality": ".graph.analysis.centrality",
    "change_between": ".graph.analysis.timeline",
    "cite": ".graph.reference",
    "communities": ".graph.analysis.communities",
    "connect": ".graph.database",
    "contested": ".graph.contest",
    "defection_chains": ".graph.analysis.defections",
    "defection_followers": ".graph.analysis.defections",
    "defection_matrix": ".graph.analysis.defections",
    "defections": ".graph.analysis.defections",
    "degree_by_family": ".graph.analysis.centrality",
    "difference": ".graph.difference",
    "dominance": ".graph.analysis.dominance",
    "draw": ".graph.analysis.intervals",
    "frustration": ".graph.analysis.balance",
    "group_centrality": ".graph.analysis.groups",
    "groups_of": ".graph.analysis.brokerage",
    "key_players": ".graph.analysis.brokerage",
    "leader_origins": ".graph.analysis.succession",
    "leadership_turnover": ".graph.analysis.succession",
    "load": ".loaders",
    "net_flow": ".graph.analysis.defections",
    "rank_intervals": ".graph.analysis.intervals",
    "read": ".loaders",
    "sensitivity": ".graph.analysis.sensitivity",
    "signed_dyads": ".graph.analysis.balance",
    "signed_network": ".graph.analysis.balance",
    "simple": ".graph.network",
    "successions": ".graph.analysis.succession",
    "tie_centrality": ".graph.analysis.centrality",
    "tie_turnover": ".graph.analysis.timeline",
    "timeline": ".graph.analysis.timeline",
}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - every name is in _HOME


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'insurgraph' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
