"""JSON from a stranger: nothing ambiguous, nothing infinite, and never much memory."""

import json
from math import isfinite

from kernelview.learn.errors import LearnError

# Far more than a network needs, and little enough for Python's objects to fit in 100 MB.
MOST_ENTRIES = 500_000


def parse_strict_json(data: bytes) -> object:
    """Return what a UTF-8 JSON text says. Raises LearnError for anything else.

    An entry named twice, NaN and infinity (1e999 too) are refused.
    """
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MOST_ENTRIES:
        raise LearnError(f"it has more than {MOST_ENTRIES:,} entries")
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_constant=_refuse,
            parse_float=_finite,
            object_pairs_hook=_without_duplicates,
        )
    except LearnError:
        raise
    except UnicodeDecodeError as error:
        raise LearnError("it is not UTF-8 text") from error
    except RecursionError as error:
        raise LearnError("its brackets are nested too deep") from error
    except ValueError as error:
        raise LearnError(f"it is not JSON: {error}") from error


def _refuse(text: str) -> float:
    raise LearnError(f"it holds {text}; numbers must be finite")


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse(text[:40])


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise LearnError("it names an entry twice")
    return content
