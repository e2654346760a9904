"""Lets a label break words that are longer than itself."""

import re

# Letters in a row without a place to break the line, such as in a file's name.
_UNBROKEN = re.compile(r"[^\s/-]{40,}")
_BREAK_EVERY = 8
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """Put places without width, where a line may break, into very long words only."""
    return _UNBROKEN.sub(_with_breaks, text)


def _with_breaks(found: re.Match[str]) -> str:
    word = found[0]
    return _BREAK.join(
        word[start : start + _BREAK_EVERY] for start in range(0, len(word), _BREAK_EVERY)
    )
