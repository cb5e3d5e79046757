"""The terminal review: two entities side by side, and a person who says whether they are one."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .graph.judgement import RECORD, Judgement, Judgements, Verdict
from .loaders.candidates import undecided

if TYPE_CHECKING:
    from .graph.knowledge import KnowledgeGraph
    from .loaders.candidates import Candidate

#: What can be answered, and the shortest way to.
ANSWERS = {"same": "s", "different": "d", "unsure": "u", "skip": "k", "back": "b", "quit": "q"}

PROMPT = "[s]ame, [d]ifferent, [u]nsure, s[k]ip, [b]ack, [q]uit; a reason may follow"

#: Claims that are shown of each entity.
CLAIMS = 6


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a sitting came to: how many pairs were judged, and how many are left."""

    judged: int
    left: int


class Review:
    """One sitting.

    Every judgement is handed to `keep` as soon as it is made, so that whoever stops, by *quit* or
    by Ctrl-C, keeps what was decided.

    Parameters
    ----------
    kg : KnowledgeGraph
        The records side by side, with the judgements made before.
    who : str
        Who judges.
    when : str
        Day to put down, ISO.
    ask : callable
        Shows a prompt and returns the answer.
    say : callable
        Shows a line.
    keep : callable
        Stores all judgements of their record.
    again : bool
        Whether pairs that are unsure are asked about.

    Attributes
    ----------
    held : Judgements
        Those of their record, as they are now.
    """

    def __init__(
        self,
        kg: KnowledgeGraph,
        who: str,
        when: str,
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        keep: Callable[[Judgements], None],
        again: bool = False,
    ) -> None:
        self.kg = kg
        self.held = Judgements(j for j in kg.judgements if j.record == RECORD)
        self._others = [j for j in kg.judgements if j.record != RECORD]
        self._again = again
        self.who, self.when = who, when
        self._ask, self._say, self._keep = ask, say, keep

    def run(self, queue: Sequence[Candidate]) -> Reviewed:
        """Ask of each pair, until the queue is empty or the person has had enough.

        Pairs that follow from what has been judged meanwhile are passed over; *back* takes the
        last judgement of the sitting back and asks again.
        """
        before: list[tuple[int, Judgements]] = []
        at = 0
        while at < len(queue):
            candidate = queue[at]
            known = Judgements([*self._others, *self.held])
            if not undecided(known, candidate.one, candidate.other, again=self._again):
                at += 1
                continue
            self._show(candidate, at + 1, len(queue))
            answer, why = self._answer()
            if answer == "quit":
                break
            if answer == "back":
                at = self._back(before, at)
            else:
                if answer != "skip":
                    before.append((at, self.held))
                    self._judge(candidate, Verdict(answer), why)
                at += 1
        return Reviewed(len(before), len(queue) - at)

    def _answer(self) -> tuple[str, str]:
        while True:
            word, _, why = self._ask(PROMPT).strip().partition(" ")
            chosen = [a for a, short in ANSWERS.items() if word.casefold() in (a, short)]
            if chosen:
                return chosen[0], why.strip()
            self._say(f"{word!r} is none of: {', '.join(ANSWERS)}")

    def _judge(self, candidate: Candidate, verdict: Verdict, why: str) -> None:
        made = Judgement.between(
            candidate.one, candidate.other, verdict, self.who, self.when, why or candidate.why
        )
        self._hold(self.held.add(made))

    def _back(self, before: list[tuple[int, Judgements]], at: int) -> int:
        if not before:
            self._say("nothing was judged in this sitting yet")
            return at
        at, held = before.pop()
        self._hold(held)
        return at

    def _hold(self, judgements: Judgements) -> None:
        self._keep(judgements)
        self.held = judgements

    def _show(self, candidate: Candidate, number: int, total: int) -> None:
        self._say("")
        self._say(f"{number} of {total}, score {candidate.score:g}")
        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        for line in described(self.kg, candidate):
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            for part in textwrap.wrap(line, width, subsequent_indent=indent):
                self._say(part)


def described(kg: KnowledgeGraph, candidate: Candidate) -> Iterator[str]:
    """Two entities with names, claims and sources, and the parts of their score, line by line."""
    for letter, entity in (("A", candidate.one), ("B", candidate.other)):
        yield from _entity(kg, letter, entity)
    for part in candidate.parts:
        yield f"   {part}"
    if not candidate.firm:
        yield "   rests on an alias, an acronym, field words or a weak name alone"


def _entity(kg: KnowledgeGraph, letter: str, entity_id: str) -> Iterator[str]:
    from .graph.dossier import dossier

    entity = kg.entities[entity_id]
    record = kg.records.get(entity.record)
    title = f"{record.name} {record.version}".strip() if record else entity.record
    kind = f"{entity.kind}, {entity.subkind}" if entity.subkind else entity.kind
    yield f"{letter}  {entity.name}  ({entity.id}; {kind}; record {title})"
    if entity.summary:
        yield f"     {entity.summary}"
    names = dict.fromkeys(f"{n.name} ({n.kind})" for n in kg.names_of(entity_id))
    if names:
        yield f"     also: {'; '.join(names)}"
    same = kg.judgements.same_as(entity_id)
    if same:
        yield f"     judged the same: {', '.join(same)}"
    table = dossier(kg, entity_id)
    for _, when, says, status, grade, evidence in table.rows[:CLAIMS]:
        dated = f"{when}: " if when else ""
        yield f"     {dated}{says} ({status}, {grade}; {'; '.join(evidence)})"
    if len(table.rows) > CLAIMS:
        yield f"     and {len(table.rows) - CLAIMS} more claims"
