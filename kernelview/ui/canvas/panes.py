"""Which parts of the canvas show which picture, for each way of looking."""

from dataclasses import dataclass
from typing import Literal, get_args

ViewMode = Literal["result", "wipe", "side-by-side", "difference"]
VIEW_MODES: tuple[ViewMode, ...] = get_args(ViewMode)
Content = Literal["source", "result", "difference"]

GAP = 2.0


@dataclass(frozen=True)
class Pane:
    """A vertical strip of the canvas from `left` on; its view begins at `view_left`.

    Strips of a wipe share one view, so only `left` and `width` differ; the halves of side by
    side have a view each. `tag` is the word shown in its corner, "" for none.
    """

    content: Content
    left: float
    width: float
    view_left: float
    tag: str = ""


def panes_of(
    mode: ViewMode, *, width: float, wipe: float, has_result: bool, original: bool
) -> tuple[Pane, ...]:
    """Return the panes from left to right; `wipe` is where the handle is, 0 to 1."""
    if mode == "side-by-side":
        half = view_width(mode, width)
        content: Content = "result" if has_result and not original else "source"
        tag = "Original" if original else "Result"
        return (
            Pane("source", 0.0, half, 0.0, "Picture"),
            Pane(content, half + GAP, half, half + GAP, tag),
        )
    if original or not has_result:
        return (Pane("source", 0.0, width, 0.0, "Original" if original else ""),)
    if mode == "wipe":
        handle = width * wipe
        return (
            Pane("source", 0.0, handle, 0.0, "Picture"),
            Pane("result", handle, width - handle, 0.0, "Result"),
        )
    if mode == "difference":
        return (Pane("difference", 0.0, width, 0.0, "Result − picture"),)
    return (Pane("result", 0.0, width, 0.0),)


def view_width(mode: ViewMode, width: float) -> float:
    """Return how wide the view of the picture is in a canvas of `width`."""
    return max(1.0, (width - GAP) / 2) if mode == "side-by-side" else max(1.0, width)
