"""Commands on the network of the record; none needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from .. import terminal
from ..options import (
    choices_of,
    cluster_option,
    complete_entity,
    completed,
    data_option,
    drawn,
    limit_option,
    measure_names,
    network_options,
    output_options,
    plot_option,
    record,
    through_option,
    weight_option,
)


@click.command()
@click.option(
    "--measure",
    "measures",
    multiple=True,
    shell_complete=completed(measure_names),
    help="Measure to compute, or all; repeat for several  [default: degree, betweenness, "
    "closeness, eigenvector, pagerank]",
)
@click.option(
    "--table",
    "which",
    type=click.Choice(["actors", "ties", "families", "dominance"]),
    default="actors",
    show_default=True,
    help="Actors by measure; ties by betweenness; numbers of ties by family; who dominates whom.",
)
@click.option(
    "--group",
    multiple=True,
    shell_complete=complete_entity,
    help="How central these entities (ids or names) are together; repeat for each.",
)
@click.option("--directed", is_flag=True, help="Let direction count in measures that can.")
@weight_option
@limit_option
@through_option
@network_options
@output_options
@data_option
def centrality(
    measures: tuple[str, ...],
    which: str,
    group: tuple[str, ...],
    directed: bool,
    weight: str | None,
    limit: int,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """Who is central in the network of the record.

    No database is needed. Co-operative ties between organisations and persons count unless --ties,
    --family or --relation says otherwise.

    \b
    Examples:
      insurgraph centrality --on 2015/2016 --measure betweenness
      insurgraph centrality --table ties --limit 5
      insurgraph centrality --kind Organisation --limit 0 -f csv > ranks.csv
    """
    from ..graph.analysis import centrality as analysis
    from ..graph.analysis.dominance import dominance
    from ..graph.analysis.groups import group_centrality

    if group and (measures or which != "actors"):
        raise click.UsageError("--group has its own measures; leave --measure and --table out")
    kg = record(data)
    graph = kg.network(**choices_of(weight=weight, **choices))
    counted = {"directed": directed, "weighted": weight is not None}
    if group:
        table = group_centrality(graph, [kg.resolve(one).id for one in group])
    elif which == "ties":
        table = analysis.tie_centrality(graph, **counted)
    elif which == "families":
        table = analysis.degree_by_family(graph)
    elif which == "dominance":
        table = dominance(graph)
    else:
        table = analysis.centrality(graph, measures, **counted)
    terminal.show(table.first(limit), format_)


@click.command()
@click.option(
    "--measure",
    "measures",
    multiple=True,
    default=("betweenness",),
    show_default=True,
    shell_complete=completed(measure_names),
    help="Measure to rank by, or all; repeat for several.",
)
@click.option("--draws", default=1000, show_default=True, help="How often to draw the network.")
@click.option("--seed", default=0, show_default=True, help="The same seed, the same draws.")
@click.option("--top", default=10, show_default=True, help="The k of 'among the k highest'.")
@click.option(
    "--confidence",
    type=click.Path(path_type=Path),
    help="YAML file with other numbers for grades and statuses.",
)
@click.option("--horizon", help="EDTF period within which open dates are drawn.")
@click.option(
    "--table",
    "which",
    type=click.Choice(["intervals", "pairs", "confidence"]),
    default="intervals",
    show_default=True,
    help="Ranks with intervals; which of the highest are told apart; the numbers for grades.",
)
@cluster_option
@plot_option
@limit_option
@through_option
@network_options
@output_options
@data_option
def ranks(
    measures: tuple[str, ...],
    draws: int,
    seed: int,
    top: int,
    confidence: Path | None,
    horizon: str | None,
    which: str,
    cluster: str | None,
    plot: Path | None,
    limit: int,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """How firm a ranking is: ranks with intervals.

    The interval is what the record's doubts leave of a rank.
    The network is drawn again and again, each claim kept with a probability from its grade and
    status, each date drawn within its bounds.

    \b
    Examples:
      insurgraph ranks --measure degree --on 2015 --top 5
      insurgraph ranks --table pairs --draws 200
    """
    from ..graph.analysis.intervals import draw
    from ..graph.analysis.plots import rank_chart
    from ..graph.confidence import Confidence

    if plot and which != "intervals":
        raise click.UsageError("--plot draws the table of intervals")
    numbers = Confidence.of(confidence)
    if which == "confidence":
        terminal.show(numbers.table(), format_)
        return
    found = draw(
        record(data),
        measures,
        draws=draws,
        seed=seed,
        confidence=numbers,
        horizon=horizon,
        cluster=cluster,
        **choices_of(**choices),
    )
    if which == "pairs":
        for measure in found.measures:
            terminal.show(found.pairs(measure.name, top).first(limit), format_)
    else:
        table = found.table(top)
        terminal.show(table.first(limit, of="measure"), format_)
        drawn(plot, lambda: rank_chart(table))


@click.command()
@click.option(
    "--measure",
    default="betweenness",
    show_default=True,
    shell_complete=completed(measure_names),
    help="Measure to rank by.",
)
@click.option(
    "--by",
    type=click.Choice(["claim", "source"]),
    default="claim",
    show_default=True,
    help="What is taken away, one at a time.",
)
@click.option("--top", default=10, show_default=True, help="The k of 'among the k highest'.")
@cluster_option
@limit_option
@through_option
@network_options
@output_options
@data_option
def sensitivity(
    measure: str,
    by: Literal["claim", "source"],
    top: int,
    cluster: str | None,
    limit: int,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """Which claim or document a ranking hangs on.

    Each is taken away in turn; those that move the ranking most come first.

    \b
    Examples:
      insurgraph sensitivity --measure degree --by source
    """
    from ..graph.analysis.sensitivity import sensitivity as compute

    table = compute(record(data), measure, by=by, top=top, cluster=cluster, **choices_of(**choices))
    terminal.show(table.first(limit), format_)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("network.html"),
    show_default=True,
    help="File to write.",
)
@click.option(
    "--focus", help="Only what is near this entity (id or name).",
    shell_complete=complete_entity,
)  # fmt: skip
@click.option("--hops", default=1, show_default=True, help="How near, in steps.")
@click.option(
    "--by",
    type=click.Choice(["month", "year", "decade"]),
    help="Open on one small picture for each, everybody in the same place.",
)
@click.option(
    "--compare",
    metavar="DATE,DATE",
    help="Open on two dates and on what came and went between them.",
)
@click.option(
    "--engine",
    type=click.Choice(["vis", "sigma"]),
    default="vis",
    show_default=True,
    help="What draws in the browser; sigma (WebGL) for up to 50,000 entities.",
)
@click.option("--force", is_flag=True, help="Replace a file that is no page of insurgraph.")
@network_options
@data_option
def view(
    out: Path,
    focus: str | None,
    hops: int,
    by: str | None,
    compare: str | None,
    engine: str,
    force: bool,
    data: Path | None,
    **choices: Any,
) -> None:
    """Draw the network as one HTML file, evidence inside.

    It opens offline, in any browser. The card of an entity has its ranks, with the interval that
    the record's doubts leave them.

    \b
    Examples:
      insurgraph view --out isk.html --focus org-isk --on 2015/2018
      insurgraph view --out changes.html --compare 2015,2018
    """
    from ..graph.views.ranking import ranking

    kg = record(data)
    kinds = choices.pop("kinds") or tuple(kg.vocabulary.kinds)
    if focus:
        choices |= {"focus": kg.resolve(focus).id, "hops": hops}
    chosen = choices_of(kinds=kinds, **choices)
    page = kg.view(
        tables=ranking(kg, **chosen),
        engine=engine,
        by=by,
        compare=compare.split(",") if compare else None,
        **chosen,
    )
    click.echo(page.save(out, force=force))
