"""Answers about who says what, where, and how well it is supported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.model import Citation, Claim

from .reading import (
    Row,
    affirmed,
    affirms,
    certainty,
    cited,
    grade,
    name,
    passage_grade,
    says,
    span,
    status,
    voice,
)


def about(kg: ig.KnowledgeGraph, entity: str, claim: Claim) -> bool:
    return not entity or entity in claim.entities


def _judged(kg: ig.KnowledgeGraph, claim: Claim) -> Row:
    """The columns that most of these queries end with."""
    return status(kg, claim), grade(kg, claim), claim.id, cited(kg, claim)


def allegations(kg: ig.KnowledgeGraph, about: str, by: str) -> list[Row]:
    rows = []
    for citation in kg.citations.values():
        claim, document = kg.claim(citation.claim), kg.sources[citation.source]
        if citation.stance != "alleges" or about not in ("", claim.subject, claim.object):
            continue
        who = voice(kg, citation.claimant) or document.author or document.title
        if not by or by == citation.claimant or by.lower() in who.lower():
            row = (
                who, says(kg, claim), list(citation.via), citation.said, status(kg, claim),
                passage_grade(kg, citation), claim.id, f"{document.id}, {citation.locator}",
            )  # fmt: skip
            rows.append((who, citation.id, row))
    return [row[-1] for row in sorted(rows)]


def single_source(kg: ig.KnowledgeGraph, entity: str, families: Collection[str]) -> list[Row]:
    rows = []
    for claim in affirmed(kg, families=families):
        passages = [c for c in kg.citations_of(claim.id) if affirms(kg, c)]
        documents = {c.source for c in passages}
        if about(kg, entity, claim) and len(documents) == 1:
            (only,) = documents
            reliability = kg.sources[only].reliability or "F"
            rows.append((says(kg, claim), only, reliability, len(passages), *_judged(kg, claim)))
    return rows


def weak_sources(
    kg: ig.KnowledgeGraph, entity: str, reliability: str, families: Collection[str]
) -> list[Row]:
    rows = []
    for claim in affirmed(kg, families=families):
        passages = [c for c in kg.citations_of(claim.id) if affirms(kg, c)]
        documents = [kg.sources[c.source] for c in passages]
        best = min(d.reliability or "F" for d in documents)
        if about(kg, entity, claim) and best > reliability:
            kinds = sorted({d.kind or "not stated" for d in documents})
            claimants = sorted({c.claimant for c in passages if c.claimant})
            row = (says(kg, claim), best, kinds, claimants, *_judged(kg, claim))
            rows.append((-ord(best), claim.id, row))
    return [row[-1] for row in sorted(rows)]


def contested(kg: ig.KnowledgeGraph, entity: str) -> list[Row]:
    rows = []
    for claim in kg.claims():
        citations = kg.citations_of(claim.id)
        sides = {affirms(kg, c) for c in citations}
        if about(kg, entity, claim) and sides == {True, False}:
            for c in citations:
                side = "affirms" if affirms(kg, c) else c.stance
                row = (
                    claim.id, says(kg, claim), status(kg, claim), side, c.stance,
                    voice(kg, c.claimant), passage_grade(kg, c), f"{c.source}, {c.locator}",
                    c.note,
                )  # fmt: skip
                rows.append((claim.id, side, c.id, row))
    return [row[-1] for row in sorted(rows)]


def contradictions(kg: ig.KnowledgeGraph, entity: str, links: Collection[str]) -> list[Row]:
    rows = []
    for link in kg.links:
        pair = kg.claim(link.claim), kg.claim(link.other)
        if (not links or link.link in links) and any(about(kg, entity, c) for c in pair):
            told = [(says(kg, c), c.start, status(kg, c), grade(kg, c), c.id) for c in pair]
            rows.append((link.link, *told[0], *told[1], link.note))
    return sorted(rows, key=lambda row: (row[0], row[5], row[10]))


def document(kg: ig.KnowledgeGraph, source: str) -> list[Row]:
    def line(citation: Citation) -> int:
        return int((citation.lines or "0").split("-")[0])

    passages = [c for c in kg.citations.values() if c.source == source]
    passages.sort(key=lambda c: (line(c), c.id))
    return [
        (
            c.locator, c.lines, c.stance, says(kg, kg.claim(c.claim)), voice(kg, c.claimant),
            c.as_of, passage_grade(kg, c), status(kg, kg.claim(c.claim)), c.claim, c.note,
        )
        for c in passages
    ]  # fmt: skip


def dossier(kg: ig.KnowledgeGraph, entity: str, on: Period) -> list[Row]:
    rows = []
    for claim in kg.claims(on=on):
        parts = {
            "subject": (claim.subject,), "object": (claim.object,), "origin": claim.origin,
            "place": claim.place, "third": (claim.third,),
        }  # fmt: skip
        inside = sorted(part for part, entities in parts.items() if entity in entities)
        if inside:
            row = (
                says(kg, claim), inside, claim.start, claim.end, certainty(kg, claim, on),
                *_judged(kg, claim), claim.note,
            )  # fmt: skip
            rows.append((span(kg, claim).start_latest, span(kg, claim).start_earliest, claim.id,
                         row))  # fmt: skip
    return [row[-1] for row in sorted(rows)]


def corroborated(kg: ig.KnowledgeGraph, entity: str, passages: int) -> list[Row]:
    rows = []
    for claim in kg.claims():
        independent = kg.assess(claim.id).independent
        if independent >= passages and about(kg, entity, claim):
            documents = {c.source for c in kg.citations_of(claim.id)}
            row = (says(kg, claim), independent, len(documents), *_judged(kg, claim))
            rows.append((-independent, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def sources(kg: ig.KnowledgeGraph, kinds: Collection[str]) -> list[Row]:
    found: dict[str, list[Citation]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for citation in kg.citations.values():
        found[citation.source].append(citation)
        documents[citation.claim].add(citation.source)
    rows = []
    for paper in kg.sources.values():
        if kinds and paper.kind not in kinds:
            continue
        claims = {c.claim for c in found[paper.id]}
        stances = [c.stance for c in found[paper.id]]
        row = (
            paper.id, paper.title, paper.published, paper.kind, paper.reliability or "F",
            len(claims), sum(documents[c] == {paper.id} for c in claims),
            stances.count("alleges"),
            sum(s in ("doubts", "denies", "retracts") for s in stances),
        )  # fmt: skip
        rows.append((-len(claims), paper.id, row))
    return [row[-1] for row in sorted(rows)]


def voices(kg: ig.KnowledgeGraph, stances: Collection[str], limit: int) -> list[Row]:
    found: dict[str, list[Citation]] = defaultdict(list)
    for citation in kg.citations.values():
        if citation.claimant and (not stances or citation.stance in stances):
            found[citation.claimant].append(citation)
    rows = []
    for claimant, passages in found.items():
        claims = {c.claim for c in passages}
        said = [c.stance for c in passages]
        row = (
            voice(kg, claimant), claimant if claimant in kg.entities else "", len(claims),
            len({c.source for c in passages}), said.count("reports"), said.count("alleges"),
            sum(s in ("doubts", "denies", "retracts") for s in said),
            sum(kg.claim(c).subject == claimant for c in claims),
        )  # fmt: skip
        rows.append((-len(claims), claimant, row))
    return [row[-1] for row in sorted(rows)][:limit]


def names(kg: ig.KnowledgeGraph, entity: str) -> list[Row]:
    rows = [
        (name(kg, entity), n.name, n.kind, n.language, n.script, n.used_by, n.source)
        for n in kg.names
        if n.entity == entity
    ]
    return sorted(rows, key=lambda row: (row[2], row[1], row[5], row[6]))
