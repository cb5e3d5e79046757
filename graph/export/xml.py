"""XML, line by line: escaped so that whatever a record holds comes back from every reader."""

from __future__ import annotations

from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",  # readers turn white space in attributes into spaces,
        "\n": "&#10;",  # and line ends of any kind into one
        "\r": "&#13;",
    }
)


def escaped(value: object) -> str:
    """A value as text between tags or within quotation marks.

    Examples
    --------
    >>> escaped('a < "b"'), escaped(True), escaped(96.5)
    ('a &lt; &quot;b&quot;', 'true', '96.5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).translate(_ESCAPES)


def opened(name: str, attributes: Mapping[str, object]) -> str:
    """The inside of a start tag; what is empty is no attribute.

    Examples
    --------
    >>> opened("node", {"id": "org-isk", "label": ""})
    'node id="org-isk"'
    """
    written = (f' {k}="{escaped(v)}"' for k, v in attributes.items() if v not in ("", None))
    return name + "".join(written)
