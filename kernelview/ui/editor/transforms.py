"""What the editor's buttons do: one row each, for the buttons and the window's commands."""

from collections.abc import Callable
from dataclasses import dataclass

from kernelview.kernels import (
    Kernel,
    flip_horizontal,
    flip_vertical,
    negate,
    normalise,
    transpose,
    turn_45,
    turn_90,
    zero_mean,
)

Edit = Callable[[Kernel], Kernel]


@dataclass(frozen=True)
class Action:
    """`text` names the button and the undo step; `shortcut` is in Qt's portable form."""

    name: str
    text: str
    icon: str
    shortcut: str
    help: str


@dataclass(frozen=True)
class Transform(Action):
    """An action that is one edit of the kernel, with nothing to ask."""

    edit: Edit


TRANSFORMS: tuple[Transform, ...] = (
    Transform(
        "turn-45",
        "Turn by 45°",
        "rotate-cw",
        "Ctrl+Shift+R",
        "Turn 45° clockwise: each ring of a 3×3 moves on by one cell",
        lambda kernel: turn_45(kernel),
    ),
    Transform(
        "turn-90",
        "Turn by 90°",
        "rotate-cw-square",
        "Ctrl+R",
        "Turn 90° clockwise",
        lambda kernel: turn_90(kernel),
    ),
    Transform(
        "flip-horizontal",
        "Flip left and right",
        "flip-vertical-2",
        "Ctrl+Shift+H",
        "Swap left and right",
        flip_horizontal,
    ),
    Transform(
        "flip-vertical",
        "Flip top and bottom",
        "flip-horizontal-2",
        "Ctrl+Shift+J",
        "Swap top and bottom",
        flip_vertical,
    ),
    Transform(
        "transpose",
        "Transpose",
        "move-diagonal-2",
        "Ctrl+T",
        "Swap rows and columns",
        transpose,
    ),
    Transform(
        "negate",
        "Negate",
        "diff",
        "Ctrl+I",
        "Change the sign of every weight",
        negate,
    ),
    Transform(
        "normalise",
        "Normalise",
        "sigma",
        "Ctrl+Shift+N",
        "Scale the weights to the sum 1, so that brightness stays",
        normalise,
    ),
    Transform(
        "zero-mean",
        "Zero mean",
        "circle-slash-2",
        "Ctrl+Shift+M",
        "Shift the weights to the sum 0, so that even areas give 0",
        zero_mean,
    ),
)

ACTIONS: tuple[Action, ...] = (
    Action("scale", "Scale…", "scaling", "", "Multiply every weight by a factor"),
    Action(
        "symmetrise",
        "Symmetrise…",
        "square-split-horizontal",
        "",
        "Average the weights into a symmetry",
    ),
    Action("paint", "Paint", "brush", "Ctrl+B", "Draw weights with a brush; right erases"),
    Action("anchor", "Move the anchor", "crosshair", "Ctrl+Shift+A", "Click the anchor's cell"),
    Action("copy", "Copy the kernel", "copy", "Ctrl+C", "Copy the selected block or all rows"),
    Action("paste", "Paste a matrix", "clipboard-paste", "Ctrl+V", "Rows from anywhere"),
    Action("save", "Save to Mine", "bookmark-plus", "Ctrl+D", "Keep this kernel in the library"),
    Action("export", "Export the kernel…", "download", "Ctrl+Shift+K", "Write it to a file"),
)
