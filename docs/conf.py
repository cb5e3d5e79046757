"""Sphinx's settings; `make docs` builds from the pages that `docs.site` gathers."""

from __future__ import annotations

from importlib.metadata import version as of
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

project = "insurgraph"
author = "the authors of insurgraph"
version = release = of("insurgraph")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
myst_heading_anchors = 3
myst_ref_domains = ["std"]  # a link to a heading is never one to a function of that name
default_role = "literal"  # what the docstrings mean by single backticks
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say them in words
autodoc_class_signature = "mixed"
python_display_short_literal_types = True

html_theme = "furo"
html_title = f"insurgraph {release}"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_baseurl = ""


def setup(app: Sphinx) -> None:
    """Let formulas be MathML, which browsers draw themselves, without a script from elsewhere."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.config.html_math_renderer = "mathml"


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    formula = tex2mathml(node.astext(), as_block=True)
    translator.body.append(f'<div class="math">{formula}</div>\n')
    raise nodes.SkipNode
