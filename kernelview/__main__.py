"""Start KernelView: a window for people, a command line for scripts."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kernelview.cli import complain, display_is_missing, is_command, is_file
from kernelview.cli import main as run_command_line

DEMO_FOLDER = "./demo-output"

WindowRunner = Callable[[Path | None], int]


def open_window(picture: Path | None) -> int:
    """Open the window on `picture` (None: a sample); return the exit code when it closes."""
    from kernelview.ui.application import run_window

    return run_window(picture)


def main(
    arguments: Sequence[str] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    run_window: WindowRunner = open_window,
) -> int:
    """Run KernelView and return its exit code.

    No argument, or one that is a file and no command: the window. Otherwise the command line.
    """
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    if not wants_window(words):
        return run_command_line(words)
    if display_is_missing(sys.platform, environment):
        complain(f"there is no display for a window; making the demo in {DEMO_FOLDER}")
        return run_command_line(("demo", "--out", DEMO_FOLDER, *words))
    return run_window(Path(words[0]) if words else None)


def wants_window(words: Sequence[str]) -> bool:
    """Return whether the command line `words` ask for the window."""
    if not words:
        return True
    word = words[0]
    is_picture = not word.startswith("-") and not is_command(word) and is_file(word)
    return len(words) == 1 and is_picture


if __name__ == "__main__":
    sys.exit(main())
