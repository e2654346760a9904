"""Where the keys lead between two banks."""

from PySide6.QtCore import Qt

from kernelview.ui.banks.content import BanksContent, Spot


def step_to(key: Qt.Key, content: BanksContent, here: Spot | None, *, page: int) -> Spot | None:
    """Return the kernel that a key leads to; None for other keys and empty banks.

    Left and right go to the nearest on the other side. From nowhere every key leads to the
    first learned kernel, End to the last.
    """
    sides = {Qt.Key.Key_Left: "hand-made", Qt.Key.Key_Right: "learned"}
    if key in sides:
        if here is None:
            return _from_nowhere(key, content)
        return here if here.side == sides[key] else content.partner(here) or here
    steps = {
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_PageUp: -page,
        Qt.Key.Key_PageDown: page,
        Qt.Key.Key_Home: -len(content.order),
        Qt.Key.Key_End: len(content.order),
    }
    if key not in steps:
        return None
    if here is None:
        return _from_nowhere(key, content)
    order = content.order_of(here.side)
    rank = order.index(here.place) + steps[key]
    return Spot(here.side, order[min(max(rank, 0), len(order) - 1)])


def _from_nowhere(key: Qt.Key, content: BanksContent) -> Spot | None:
    if not content.order:
        return None
    return Spot("learned", content.order[-1 if key == Qt.Key.Key_End else 0])
