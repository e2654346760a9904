"""The commands of the Compare workspace."""

from functools import partial
from typing import TYPE_CHECKING

from kernelview.ui.command import COMPARE, Command

if TYPE_CHECKING:
    from kernelview.ui.comparison.comparison import Comparison
    from kernelview.ui.main_window import MainWindow


def _comparison(window: "MainWindow") -> "Comparison":
    window.show_workspace(COMPARE)
    if window.comparison is None:
        raise RuntimeError("the Compare workspace was not made")
    return window.comparison


def _ask_report(window: "MainWindow") -> None:
    comparison = _comparison(window)
    from kernelview.ui.comparison.outputs import ask_report

    ask_report(window, comparison)


def _has_pair(window: "MainWindow") -> bool:
    return window.comparison is not None and window.comparison.pairing is not None


COMPARING: tuple[Command, ...] = (
    Command(
        "next-pair", "Compare", "Next pair", lambda w: _comparison(w).step(1), "Alt+Right",
        "chevron-right", enabled=_has_pair, workspace=COMPARE,
        help="The next learned kernel and its match",
    ),
    Command(
        "previous-pair", "Compare", "Previous pair", lambda w: _comparison(w).step(-1), "Alt+Left",
        "chevron-left", enabled=_has_pair, workspace=COMPARE,
        help="The learned kernel before, and its match",
    ),
    Command(
        "open-learned", "Compare", "Open the learned kernel", lambda w: _comparison(w).open(),
        "Ctrl+L", "square-pen", enabled=_has_pair, workspace=COMPARE, separated=True,
        help="Put the pair's learned kernel in hand, in the editor",
    ),
    Command(
        "open-hand-made", "Compare", "Open the hand-made kernel",
        lambda w: _comparison(w).open_hand_made(), "Ctrl+H", "square-pen", enabled=_has_pair,
        workspace=COMPARE, help="Put the pair's hand-made kernel in hand, as it stands in its bank",
    ),
    Command(
        "replace-learned", "Compare", "Put the hand-made kernel into the network",
        lambda w: _comparison(w).replace(), icon="shuffle", enabled=_has_pair, workspace=COMPARE,
        help="In place of the learned one, and see what that does to its accuracy",
    ),
    Command(
        "put-back", "Compare", "Put the kernel in hand into the network",
        lambda w: _comparison(w).put_back(), icon="import",
        enabled=lambda w: w.comparison is not None and w.comparison.can_put_back,
        workspace=COMPARE,
        help="In place of the pair's learned one, and see what that does to its accuracy",
    ),
    *(
        Command(
            f"compare-{name.lower()}", "Compare", name,
            partial(lambda name, w: _comparison(w).page.show_named(name), name), f"Alt+{place}",
            workspace=COMPARE, separated=place == 1, help=hint,
        )
        for place, (name, hint) in enumerate(
            (
                ("Pair", "Two kernels and what they make of the picture"),
                ("Maps", "Both banks' activation maps of the picture"),
                ("Experiments", "Many trainings, one table, one sentence"),
                ("Recover", "Find the kernel between a picture and its result"),
            ),
            start=1,
        )
    ),
    Command(
        "report", "Compare", "Write a report…", lambda w: _ask_report(w),
        "Ctrl+Shift+E", "file-text", workspace=COMPARE, separated=True,
        enabled=lambda w: w.comparison is not None and w.comparison.has_something_to_report,
        help="One page with pictures, plots and numbers, and the tables as CSV",
    ),
)  # fmt: skip
