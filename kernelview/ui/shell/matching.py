"""How well a few letters fit a text."""

from dataclasses import dataclass

WORD_START = 10
TEXT_START = 4
TOGETHER = 8
LONGEST_GAP = 5
OUTSIDE_TEXT = 50


@dataclass(frozen=True)
class Match:
    """`places` are those of the found letters in the text; a higher score is a better match."""

    score: int
    places: tuple[int, ...]


def match(text: str, words: str, *, also: str = "") -> Match | None:
    """Find every word's letters, in order, in `text`, or less well in `text` and `also`.

    Letters at the start of a word and letters side by side count most. None when one word is
    nowhere. Places in `also` are left out.
    """
    score, places = 0, set[int]()
    for word in words.split():
        found = _best(text, word)
        if found is None:
            found = _best(f"{text} {also}", word)
            score -= OUTSIDE_TEXT
        if found is None:
            return None
        score += found.score
        places.update(place for place in found.places if place < len(text))
    return Match(score, tuple(sorted(places)))


def _best(text: str, word: str) -> Match | None:
    """Return the best way to find the letters of `word` in this order."""
    # Letter by letter, because case folding may change a text's length.
    letters = [letter.casefold() for letter in text]
    paths = {-1: Match(0, ())}
    for wanted in word:
        paths = {
            place: longer
            for place, letter in enumerate(letters)
            if letter == wanted.casefold() and (longer := _longer(paths, text, place)) is not None
        }
    return max(paths.values(), key=lambda path: path.score, default=None)


def _longer(paths: dict[int, Match], text: str, place: int) -> Match | None:
    """Return the best path that can go on to `place`, with it."""
    before = [
        (path.score + _step(end, place), path.places) for end, path in paths.items() if end < place
    ]
    if not before:
        return None
    score, places = max(before)
    return Match(score + _start(text, place), (*places, place))


def _step(end: int, place: int) -> int:
    if end < 0:
        return 0
    skipped = place - end - 1
    return -min(skipped, LONGEST_GAP) if skipped else TOGETHER


def _start(text: str, place: int) -> int:
    if place == 0:
        return WORD_START + TEXT_START
    return 0 if text[place - 1].isalnum() else WORD_START
