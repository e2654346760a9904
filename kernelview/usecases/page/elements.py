"""The plain elements of a page: its frame, lists of terms, tables of numbers."""

from collections.abc import Mapping, Sequence
from html import escape


def html_page(*, title: str, generator: str, style: str, body: str) -> str:
    """Return a page that stands alone. `body` and `style` are taken as they are."""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{generator}
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def terms(facts: Mapping[str, str]) -> str:
    """Return names and what they are; those with nothing to say are left out."""
    pairs = (
        f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>"
        for name, words in facts.items()
        if words
    )
    return f'<dl class="terms">{"".join(pairs)}</dl>'


def numbers_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Return a table of text; all but the first `left` columns are set to the right."""
    head = "".join(_cell("th", text, is_right=place >= left) for place, text in enumerate(heads))
    body = "</tr>\n<tr>".join(
        "".join(_cell("td", text, is_right=place >= left) for place, text in enumerate(row))
        for row in rows
    )
    table = f"<thead><tr>{head}</tr></thead>\n<tbody>\n<tr>{body}</tr>\n</tbody>"
    return f'<div class="scrolled"><table class="numbers">{table}</table></div>'


def _cell(kind: str, text: str, *, is_right: bool) -> str:
    style = ' class="right"' if is_right else ""
    return f"<{kind}{style}>{escape(text)}</{kind}>"
