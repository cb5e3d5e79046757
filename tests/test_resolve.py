"""Judgements as a table, the queue, the terminal review, and the command that brings them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.commands import resolve as command
from insurgraph.errors import NotFoundError, RecordError
from insurgraph.graph.judgement import Judgement, Judgements, Verdict
from insurgraph.graph.model import Name, Record
from insurgraph.loaders import judgements as tables
from insurgraph.loaders.candidates import candidates
from insurgraph.review import Review
from tests.properties import examples
from tests.records import folder, graph
from tests.test_candidates import org, person, record

HEADER = "one,other,verdict,who,when,why\n"
GOOD = "org-a,un-b,same,Ann,2024-01-02,\n"


def table(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(RecordError) as caught:
        tables.read(path)
    return [str(p) for p in caught.value.problems]


# -- the table -----------------------------------------------------------------------------------

words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    max_size=12,
).map(str.strip)
rows = st.builds(
    lambda a, b, v, who, why: Judgement.between(a, b, v, who or "Ann", "2024-02-29", why),
    st.sampled_from(["org-a", "org-b"]),
    st.sampled_from(["un.org-1", "un.org-2"]),
    st.sampled_from([Verdict.SAME, Verdict.UNSURE]),
    words,
    words,
)


@given(st.lists(rows, max_size=5, unique_by=lambda j: j.pair))
@examples(150)
def test_judgements_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, held: list[Judgement]
) -> None:
    path = tmp_path_factory.mktemp("judged") / "j.csv"
    tables.write(held, path)
    assert tables.read(path) == Judgements(held)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "row 1, one: this column is missing"),
        ("one;other;verdict\n", "row 1, one: this column is missing"),
        (HEADER.replace("why", "reason"), "row 1, why: this column is missing"),
        (HEADER.replace("\n", ",grade\n"), "row 1, grade: unknown column"),
        (HEADER + "org-a,un-b,same,Ann\n", "row 2: 4 cells under 6 columns"),
        (HEADER + "org a,un-b,same,Ann,2024-01-02,\n", "row 2, one: an entity's id is expected"),
        (HEADER + "un-b,un-b,same,Ann,2024-01-02,\n", "row 2, other: an entity is not judged"),
        (HEADER + "org-a,un-b,equal,Ann,2024-01-02,\n", "a verdict is same, different, unsure"),
        (HEADER + "org-a,un-b,sam,Ann,2024-01-02,\n", "did you mean 'same'?"),
        (HEADER + "org-a,un-b,same,,2024-01-02,\n", "row 2, who: a judgement says who judged"),
        (HEADER + "org-a,un-b,same,Ann,2024-02-30,\n", "row 2, when: a day is written 2024-01-31"),
        (HEADER + "org-a,un-b,same,Ann,2024-W01-1,\n", "row 2, when: a day is written"),
        (HEADER + GOOD + "un-b,org-a,unsure,Bob,2024-01-03,\n", "was judged in row 2 already"),
        (HEADER + 'org-a,un-b,same,Ann,2024-01-02,"\n', "not CSV"),
        (HEADER + "org-a,un-b,same,Ann,2024-01-02,a\x07\n", "row 2, why: a control character"),
        ((HEADER + GOOD + "org-é,b,same,,,\n").encode("cp1252"), "row 3: not UTF-8"),
        ((HEADER + GOOD).encode("utf-16"), "not UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_told_by_row(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    found = problems(table(tmp_path / "j.csv", text))
    assert any(told in one for one in found), found


def test_a_contradiction_names_the_chain_and_its_row(tmp_path: Path) -> None:
    text = (
        HEADER + GOOD + "ucdp-c,un-b,same,Ann,2024-01-03,\norg-a,ucdp-c,different,Bob,2024-02-01,\n"
    )
    assert problems(table(tmp_path / "j.csv", text)) == [
        "j.csv, row 4: contradicts others: org-a same un-b (Ann, 2024-01-02), "
        "ucdp-c same un-b (Ann, 2024-01-03), but org-a different ucdp-c (Bob, 2024-02-01); "
        "take one of them back"
    ]


def test_a_table_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file; judgements are a table of one, other"):
        tables.read(tmp_path / "none.csv")


def test_unknown_ids_are_named_with_the_nearest_and_kept(tmp_path: Path) -> None:
    path = table(tmp_path / "j.csv", HEADER + "org-red-pas-front,un-b,same,Ann,2024-01-02,\n")
    judged = graph().judged(tables.read(path))
    assert tables.strangers(judged)["org-red-pas-front"] == "; did you mean 'org-red-pass-front'?"
    assert len(tables.own(judged)) == 1


def test_a_queue_filled_in_is_a_table_of_judgements(tmp_path: Path) -> None:
    both = lists()
    path = tmp_path / "queue.csv"
    assert tables.write_queue(both, candidates(both), path) == 2
    assert tables.read(path) == Judgements()
    lines = path.read_text().splitlines(keepends=True)
    assert "'=Valley" in lines[2]  # no spreadsheet takes it for a formula
    lines[1] = lines[1].replace(",,,,,", ",different,Ann,2024-01-02,no,", 1)
    path.write_text("".join(lines))
    (judged,) = tables.read(path)
    assert (judged.verdict, judged.who, judged.why) == (Verdict.DIFFERENT, "Ann", "no")


# -- the review ----------------------------------------------------------------------------------


def lists() -> ig.KnowledgeGraph:
    """The example, and a list that may speak of two of its entities."""
    return graph(record="curated").merge(
        record(
            "list",
            [org("list.org-1", "Front of the Red Pass"), org("list.org-2", "=Valley Brigade")],
            [Name("list.org-1", "RPF", "acronym")],
        )
    )


class Sitting:
    """A review whose answers are given beforehand; Ctrl-C when there are no more."""

    def __init__(self, kg: ig.KnowledgeGraph, *answers: str) -> None:
        self.kept: list[Judgements] = []
        self.said: list[str] = []
        self._answers: Iterator[str] = iter(answers)
        self.review = Review(
            kg, "Ann", "2024-01-02", ask=self.ask, say=self.said.append, keep=self.kept.append
        )
        self.queue = candidates(kg)

    def ask(self, _prompt: str) -> str:
        answer = next(self._answers, None)
        if answer is None:
            raise click.Abort
        return answer

    def run(self) -> tuple[int, int]:
        done = self.review.run(self.queue)
        return done.judged, done.left


def test_a_review_shows_names_claims_sources_and_parts() -> None:
    sitting = Sitting(lists(), "quit")
    assert sitting.run() == (0, 2)
    said = "\n".join(sitting.said)
    for piece in (
        "1 of 2, score 100", "Red Pass Front  (org-red-pass-front; Organisation", "RPF (acronym)",
        "record list", "asserts in The Front, a report", "names +99:", "further names +4:",
    ):  # fmt: skip
        assert piece in said


def test_answers_are_judgements_kept_one_by_one() -> None:
    sitting = Sitting(lists(), "s both named in one paper", "Different")
    assert sitting.run() == (2, 0)
    assert [len(k) for k in sitting.kept] == [1, 2]
    same, different = sorted(sitting.kept[-1], key=lambda j: j.one)
    assert (same.verdict, same.who, same.why) == (Verdict.SAME, "Ann", "both named in one paper")
    assert different.verdict is Verdict.DIFFERENT
    assert different.why.startswith("names +")


def test_skip_judges_nothing_and_what_is_no_answer_is_asked_again() -> None:
    sitting = Sitting(lists(), "maybe", "k", "u")
    assert sitting.run() == (1, 0)
    assert "'maybe' is none of: same, different, unsure, skip, back, quit" in sitting.said
    assert [j.verdict for j in sitting.kept[-1]] == [Verdict.UNSURE]


def test_back_restores_what_was() -> None:
    sitting = Sitting(lists(), "b", "s", "b", "d", "k")
    assert sitting.run() == (1, 0)
    assert "nothing was judged in this sitting yet" in sitting.said
    assert [len(k) for k in sitting.kept] == [1, 0, 1]
    assert [j.verdict for j in sitting.kept[-1]] == [Verdict.DIFFERENT]


def test_what_is_interrupted_keeps_what_was_decided() -> None:
    sitting = Sitting(lists(), "s")
    with pytest.raises(click.Abort):
        sitting.run()
    assert [len(k) for k in sitting.kept] == [1]


def test_a_pair_that_follows_meanwhile_is_not_asked() -> None:
    both = lists().merge(record("c", [org("c.org-1", "Red Pass Front")]))
    sitting = Sitting(both, *["s"] * 9)
    judged, left = sitting.run()
    assert (len(sitting.queue), judged, left) == (4, 3, 0)


def test_what_others_judged_settles_a_pair_too() -> None:
    both = lists().judged(
        [Judgement("list.org-1", "org-red-pass-front", Verdict.DIFFERENT)], Record("bob")
    )
    both = both.judged([Judgement("list.org-1", "x", Verdict.SAME)])
    sitting = Sitting(both, "u")
    assert [c.other for c in sitting.queue] == ["org-valley-brigade"]
    assert sitting.run() == (1, 0)
    assert {j.record for j in sitting.kept[-1]} == {"judgements"}


# -- the command ---------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in an empty folder that holds two records as folders of tables."""
    from insurgraph.cli import run as cli

    folder(tmp_path / "mine")
    tables_ = {"entities": "id,kind,subkind,name,summary,note\n"
               "list.org-1,Organisation,,Front of the Red Pass,,\n"
               "list.person-1,Person,,Anouar Dost,,\n",
               "datapackage": '{"name": "list"}', "names": None, "links": None,
               "claims": "id,relation,subject,object,start,end,origin,place,third,role,means,"
               "value_low,value_high,unit,text,note\n",
               "citations": "id,claim,source,locator,lines,stance,claimant,via,said,as_of,"
               "credibility,note\n",
               "sources": "id,title,author,publisher,published,kind,language,url,reliability,"
               "reliability_note,derived_from,file,lines,sha256\n"}  # fmt: skip
    folder(tmp_path / "list", **tables_)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli(["resolve", "--data", "mine", "--with", "curated", "list", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_without_a_terminal_the_queue_is_written_and_said_so(run: Run, tmp_path: Path) -> None:
    status, out, err = run()
    assert (status, out) == (0, "queue.csv: pairs that wait for a judgement: 2\n")
    assert "there is no terminal to ask at" in err
    assert (tmp_path / "queue.csv").read_text().startswith("one,other,verdict,who,when,why,score")


def test_a_rule_judges_and_undo_takes_back(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--accept", "95", "--queue", "q.csv")
    assert status == 0
    assert out.splitlines() == [
        "judgements.csv: judged to be the same by rule: 1",
        "q.csv: pairs that wait for a judgement: 1",
    ]
    (judged,) = tables.read(tmp_path / "judgements.csv")
    assert judged.pair == ("list.org-1", "org-red-pass-front")
    status, out, _ = run("--undo", "org-red-pass-front", "list.org-1")
    assert (status, out.startswith("judgements.csv: taken back: list.org-1 same")) == (0, True)
    assert len(tables.read(tmp_path / "judgements.csv")) == 0
    status, _, err = run("--undo", "org-red-pass-front", "list.org-1")
    assert (status, "has no judgement on" in err) == (1, True)


def test_at_a_terminal_a_person_is_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["Ann", "s", "d"])
    monkeypatch.setattr(command, "on_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_a, **_k: next(answers))
    status, out, _ = run()
    assert (status, out) == (0, "judgements.csv: pairs judged: 2, left: 0; judgements in all: 2\n")
    assert {j.who for j in tables.read(tmp_path / "judgements.csv")} == {"Ann"}
    assert run()[1] == "no pair waits for a judgement\n"


def test_ctrl_c_keeps_what_was_decided(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["s"])

    def prompt(*_arguments: object, **_more: object) -> str:
        for answer in answers:
            return answer
        raise click.Abort

    monkeypatch.setattr(command, "on_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    status, _, err = run("--who", "Ann")
    assert (status, "judgements.csv: judgements kept: 1" in err) == (130, True)
    assert len(tables.read(tmp_path / "judgements.csv")) == 1


def test_bad_judgements_stop_the_command_with_their_rows(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "judgements.csv", HEADER + GOOD.replace("same", "sam"))
    status, _, err = run()
    assert status == 1
    assert "judgements.csv, row 2, verdict: a verdict is same, different, unsure" in err


def test_judgements_on_strangers_are_told_and_kept(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "judgements.csv", HEADER + GOOD)
    _, _, err = run("--accept", "95")
    assert "judgements.csv: 'org-a' is in none of these records" in err
    assert len(tables.read(tmp_path / "judgements.csv")) == 2


def test_one_record_alone_is_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from insurgraph.cli import run as cli

    assert cli(["resolve", "--data", str(folder(tmp_path / "mine"))]) == 1
    assert "there is only the record 'example' to compare; give another" in capsys.readouterr().err


def test_persons_wait_for_more_than_a_name() -> None:
    both = graph().merge(record("list", [person("list.person-1", "Anouar Dost")]))
    (candidate,) = candidates(both)
    assert candidate.one == "list.person-1"
    assert "names" in candidate.why


def test_a_table_of_judgements_loads_as_a_record_of_its_own(tmp_path: Path) -> None:
    from insurgraph import loaders

    path = table(tmp_path / "mine.csv", HEADER + GOOD)
    loaded = loaders.read("judgements", path)
    assert list(loaded.records) == ["judgements"]
    both = graph().merge(loaded)
    assert [str(j) for j in both.judgements] == ["org-a same un-b (Ann, 2024-01-02)"]
    with pytest.raises(RecordError, match="this column is missing"):
        loaders.read("judgements", table(path, "one,other\n"))
