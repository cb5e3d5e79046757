"""References: authors and dates as documents have them, in three styles."""

from __future__ import annotations

import json
import re

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError
from insurgraph.graph import vocabulary
from insurgraph.graph.model import Citation, Claim, Record, Source
from insurgraph.graph.reference import (
    CSL_TYPES,
    STYLES,
    Author,
    Reference,
    apa,
    bibtex,
    csl_json,
    of_record,
    of_source,
)
from tests import records

REPORT = Source(
    "src-a", "On the Front", author="Martha Reed", publisher="Hill Institute",
    published="2009-05-12", kind="backgrounder", language="en", url="https://example.org/front",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Martha Reed", "Reed", "Martha"),
        ("Reed, Martha Jane", "Reed", "Martha Jane"),
        (
            "Jean-Luc van Berg",
            "Jean-Luc van Berg",
            "",
        ),  # not all capitals: say "van Berg, Jean-Luc"
        ("van Berg, Jean-Luc", "van Berg", "Jean-Luc"),
        ("Nomad", "Nomad", ""),
        ("Hill Institute", "Hill Institute", ""),
        ("HIL Data Lab", "HIL Data Lab", ""),
        ("United Nations Security Council", "United Nations Security Council", ""),
        ("insurgraph contributors", "insurgraph contributors", ""),
    ],
)
def test_persons_are_told_from_bodies(text: str, family: str, given: str) -> None:
    assert Author.of(text) == Author(family, given)


@pytest.mark.parametrize(
    ("published", "words", "csl", "year"),
    [
        ("2009", "2009", {"date-parts": [[2009]]}, "2009"),
        ("2009-05", "2009, May", {"date-parts": [[2009, 5]]}, "2009"),
        ("2009-05-12", "2009, May 12", {"date-parts": [[2009, 5, 12]]}, "2009"),
        ("2009~", "ca. 2009", {"date-parts": [[2009]], "circa": True}, "2009"),
        ("2009-05?", "ca. 2009, May", {"date-parts": [[2009, 5]], "circa": True}, "2009"),
        ("200X", "2000–2009", {"date-parts": [[2000], [2009]]}, "2000–2009"),
        ("2009-XX", "2009", {"date-parts": [[2009]]}, "2009"),
        ("2009/2010-02", "2009–2010, February", {"date-parts": [[2009], [2010, 2]]},
         "2009–2010, February"),
        ("[2009,2011]", "2009 or 2011", {"literal": "2009 or 2011"}, "2009 or 2011"),
        ("[2009..2011]", "2009–2011", {"literal": "2009–2011"}, "2009–2011"),
        ("../2009", "2009 or earlier", {"literal": "2009 or earlier"}, "2009 or earlier"),
        ("2009/..", "2009 or later", {"literal": "2009 or later"}, "2009 or later"),
        ("", "n.d.", None, "n.d."),
    ],
)  # fmt: skip
def test_dates(published: str, words: str, csl: object, year: str) -> None:
    one = Reference("k", "report", "Title", issued=published)
    assert apa([one]) == f"Title. ({words}).\n"
    assert json.loads(csl_json([one]))[0].get("issued") == csl
    assert f"year = {{{year}}}," in bibtex([one])


def test_apa_of_a_report() -> None:
    assert apa([of_source(REPORT)]) == (
        "Reed, M. (2009, May 12). On the Front. Hill Institute. https://example.org/front\n"
    )


def test_apa_without_an_author_begins_with_the_title_and_keeps_its_question_mark() -> None:
    source = Source("src-a", "Who won?", publisher="The Valley Post")
    assert apa([of_source(source)]) == "Who won? (n.d.). The Valley Post.\n"


@pytest.mark.parametrize(
    ("author", "listed"),
    [
        ("Martha Reed; Omar Hill", "Reed, M., & Hill, O."),
        ("Martha Reed; Omar Hill; Hill Institute", "Reed, M., Hill, O., & Hill Institute."),
        ("Martha Reed; with Omar Hill; HIL Lab", "Reed, M. (with Hill, O., & HIL Lab)."),
        ("Anne-Marie Reed", "Reed, A.-M."),
        ("; ".join(f"Reed{i}, A" for i in range(22)),
         ", ".join(f"Reed{i}, A." for i in range(19)) + ", . . . Reed21, A."),
    ],
)  # fmt: skip
def test_apa_lists_of_authors(author: str, listed: str) -> None:
    source = Source("src-a", "T", author=author)
    assert apa([of_source(source)]) == f"{listed} (n.d.). T.\n"


def test_a_publisher_that_is_the_author_is_not_said_twice() -> None:
    source = Source("src-a", "T", author="Hill Institute", publisher="Hill Institute")
    assert apa([of_source(source)]) == "Hill Institute. (n.d.). T.\n"


RECORD = Record(
    "example", "An example", "0.1", "2009-05-12", "CC0-1.0", "Made up", "The Example Team"
)


def test_apa_of_a_data_set_has_year_version_licence_and_attribution() -> None:
    assert apa([of_record(RECORD)]) == (
        "The Example Team. (2009). An example (Version 0.1) [Data set]. Licence: CC0-1.0. "
        "Made up.\n"
    )


def _kg() -> ig.KnowledgeGraph:
    kg = records.graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b", "2014", ".."),
        citations=[
            Citation("c-1.1", "c-1", "src-b", "para 2", stance="alleges", claimant="org-b"),
            Citation("c-1.2", "c-1", "src-a", "para 1", credibility=2),
            Citation("c-1.3", "c-1", "src-b", "para 9", stance="denies", claimant="the army"),
        ],
        sources=[REPORT, Source("src-b", "Another", author="Omar Ash", kind="news-report",
                                publisher="The Valley Post")],
    )  # fmt: skip
    return ig.KnowledgeGraph(
        [RECORD], kg.entities.values(), (), kg.claims(), kg.citations.values(), kg.sources.values()
    )


def test_a_claim_is_cited_with_status_grade_and_its_sources_in_order_of_author() -> None:
    assert ig.cite(_kg(), "c-1").splitlines() == [
        "The Example Team. (2009). Claim c-1: A is a rival of B (EDTF 2014 to ..) [disputed, grade "
        "F2. Made up]. In An example (Version 0.1) [Data set]. Licence: CC0-1.0.",
        "Ash, O. (n.d.). Another. The Valley Post. "
        "[alleges: para 2 (B); denies: para 9 (the army)]",
        "Reed, M. (2009, May 12). On the Front. Hill Institute. https://example.org/front "
        "[asserts: para 1]",
    ]


def test_bibtex_escapes_what_tex_takes_for_itself() -> None:
    text = bibtex([Reference("a b_c", "report", r"50% of {A} & #1_x^~$ \ Ä")])
    assert text == (
        "@misc{a-b-c,\n"
        r"  title = {{50\% of \{A\} \& \#1\_x\textasciicircum{}\textasciitilde{}\$ "
        r"\textbackslash{} Ä}},"
        "\n  year = {n.d.},\n}\n"
    )


def test_bibtex_keeps_bodies_whole_and_gives_months_as_macros() -> None:
    text = bibtex([of_record(RECORD), of_source(REPORT)])
    assert "author = {{The Example Team}}," in text
    assert "author = {Reed, Martha}," in text
    assert "month = may," in text
    assert "day = {12}," in text


def test_csl_json_of_a_claim() -> None:
    entry, news, report = json.loads(ig.cite(_kg(), "c-1", "csl-json"))
    assert entry["type"] == "entry"
    assert entry["container-title"] == "An example"
    assert entry["author"] == [{"literal": "The Example Team"}]
    assert (news["type"], news["container-title"]) == ("article-newspaper", "The Valley Post")
    assert "issued" not in news
    assert (report["type"], report["publisher"]) == ("report", "Hill Institute")
    assert report["note"] == "asserts: para 1"


def test_every_kind_of_source_has_a_type() -> None:
    assert set(CSL_TYPES) == set(vocabulary.default().sources)


def test_what_is_not_there_is_said_in_one_line() -> None:
    with pytest.raises(NotFoundError, match="no claim 'c-9'"):
        ig.cite(_kg(), "c-9")
    with pytest.raises(NotFoundError, match="no record 'exampel'; did you mean 'example'"):
        ig.cite(_kg(), record="exampel")
    with pytest.raises(ArgumentError, match="no style 'chicago'"):
        ig.cite(_kg(), style="chicago")


def test_a_graph_of_several_records_cites_each(kg: ig.KnowledgeGraph) -> None:
    both = kg.merge(ig.KnowledgeGraph([RECORD]))
    assert len(ig.cite(both).splitlines()) == 2
    assert ig.cite(both, record="example").startswith("The Example Team.")


#: Types and variables of CSL 1.0.2 that references here may use.
_TYPES = {*CSL_TYPES.values(), "entry", "document"}
_VARIABLES = {
    "id", "type", "title", "author", "contributor", "issued", "version", "genre",
    "container-title", "publisher", "URL", "language", "license", "note",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_everything_in_the_curated_record_can_be_cited(kg: ig.KnowledgeGraph, style: str) -> None:
    for claim in kg.claims()[::25]:
        text = ig.cite(kg, claim.id, style)
        if style == "bibtex":
            _check_bibtex(text)
        elif style == "csl-json":
            _check_csl(json.loads(text))
        else:
            assert len(text.splitlines()) == 1 + len(kg.assess(claim.id).sources)
            assert ".." not in text.replace(" to ..", "").replace("../", "").replace("/..", "")


def _check_bibtex(text: str) -> None:
    """Entries as a parser of BibTeX takes them: balanced braces, known shape, no bare specials."""
    entries = re.findall(r"@misc\{([A-Za-z0-9:.+/-]+),\n((?:  .*\n)+)\}\n", text)
    assert sum(len(key) + len(body) + 10 for key, body in entries) + text.count("\n\n") == len(text)
    for _key, body in entries:
        for line in body.splitlines():
            match = re.fullmatch(r"  ([a-z]+) = (?:([a-z]{3})|\{(.*)\}),", line)
            assert match, line
            value = re.sub(r"\\[\\{}&%$#_]", "", match[3] or "")
            assert value.count("{") == value.count("}")
            if match[1] != "url":
                assert not re.search(r"(?<!\\)[&%$#_~^]", value), line


def _check_csl(items: list[dict[str, object]]) -> None:
    for item in items:
        assert item.keys() <= _VARIABLES
        assert {"id", "type", "title"} <= item.keys()
        assert item["type"] in _TYPES
        for role in ("author", "contributor"):
            for name in item.get(role, []):  # type: ignore[attr-defined]
                assert name.keys() in ({"literal"}, {"family", "given"})
