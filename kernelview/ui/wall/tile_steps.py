"""Where the keys lead on a wall of tiles."""

from PySide6.QtCore import Qt


def step_to(key: Qt.Key, here: int | None, *, count: int, columns: int, page: int) -> int | None:
    """Return the place that a key leads to; None for other keys.

    Up and down stay in the column; `page` is how many rows are seen at once. From nowhere every
    key leads to the first place, End to the last.
    """
    steps = {
        Qt.Key.Key_Left: -1,
        Qt.Key.Key_Right: 1,
        Qt.Key.Key_Up: -columns,
        Qt.Key.Key_Down: columns,
        Qt.Key.Key_PageUp: -columns * page,
        Qt.Key.Key_PageDown: columns * page,
    }
    if key == Qt.Key.Key_Home:
        return 0
    if key == Qt.Key.Key_End:
        return count - 1
    if key not in steps:
        return None
    if here is None:
        return 0
    target = here + steps[key]
    if 0 <= target < count:
        return target
    return _nearest(key, here, count, columns)


def _nearest(key: Qt.Key, here: int, count: int, columns: int) -> int:
    """Return the place nearest to where a step would leave the wall."""
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up):
        return here
    column = here % columns
    if key == Qt.Key.Key_PageUp:
        return column
    last = column + (count - 1 - column) // columns * columns
    return max(here, last)
