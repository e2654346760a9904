"""What a command is: a row that menus, toolbar, palette and shortcut help are made from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow

Menu = Literal["File", "Edit", "View", "Kernel", "Train", "Compare", "Help"]
MENUS: tuple[Menu, ...] = (
    "File", "Edit", "View", "Kernel", "Train", "Compare", "Help",
)  # fmt: skip
# The place of each workspace in the window's switch.
FILTER, TRAIN, COMPARE = 0, 1, 2

Run = Callable[["MainWindow"], object]
Question = Callable[["MainWindow"], bool]


def _always(_: "MainWindow") -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """`shortcut` is in Qt's portable form; `separated` draws a line above it in the menu.

    A command of one `workspace` is greyed in the others. `checked` says whether the row is
    ticked, for those that can be. A `local` shortcut belongs to the widget that has the focus,
    which answers it itself: it is shown, not registered.
    """

    id: str
    menu: Menu
    text: str
    run: Run
    shortcut: str = ""
    icon: str = ""
    enabled: Question = _always
    checked: Question | None = None
    workspace: int | None = None
    separated: bool = False
    local: bool = False
    help: str = ""
