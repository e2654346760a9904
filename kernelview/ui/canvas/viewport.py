"""Which part of a picture a view shows, and how large: pure arithmetic."""

from dataclasses import dataclass, replace
from math import ceil, floor

LARGEST_SCALE = 64.0
SMALLEST_FRACTION_OF_FIT = 0.25
MARGIN = 8.0


@dataclass(frozen=True)
class Viewport:
    """A picture of `height` × `width` pixels seen through `view_height` × `view_width` points.

    `scale` is in view points a picture pixel. (`centre_row`, `centre_column`) is what stands
    in the middle of the view, in picture pixels; pixel (r, c) covers r to r + 1, c to c + 1.
    """

    height: int
    width: int
    view_height: float
    view_width: float
    scale: float = 1.0
    centre_row: float = 0.0
    centre_column: float = 0.0

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture just fits, with a margin."""
        high = max(1.0, self.view_height - 2 * MARGIN) / self.height
        wide = max(1.0, self.view_width - 2 * MARGIN) / self.width
        return min(high, wide, LARGEST_SCALE)

    @property
    def smallest_scale(self) -> float:
        """How far out the view may go: a quarter of what fits, or 1 when that is smaller."""
        return min(1.0, self.fit_scale * SMALLEST_FRACTION_OF_FIT)

    def fitted(self) -> "Viewport":
        """Return the view of the whole picture."""
        return replace(
            self,
            scale=self.fit_scale,
            centre_row=self.height / 2,
            centre_column=self.width / 2,
        )

    def with_scale(self, scale: float, *, x: float, y: float) -> "Viewport":
        """Return the view at `scale`, keeping what stands at the view's (x, y) there."""
        scale = min(max(scale, self.smallest_scale), LARGEST_SCALE)
        row, column = self.to_picture(x, y)
        return replace(
            self,
            scale=scale,
            centre_row=row - (y - self.view_height / 2) / scale,
            centre_column=column - (x - self.view_width / 2) / scale,
        ).clamped()

    def panned(self, dx: float, dy: float) -> "Viewport":
        """Return the view after the picture was dragged by (dx, dy) points."""
        return replace(
            self,
            centre_row=self.centre_row - dy / self.scale,
            centre_column=self.centre_column - dx / self.scale,
        ).clamped()

    def resized(self, view_height: float, view_width: float) -> "Viewport":
        """Return the same scale and centre in a view of another size."""
        changed = replace(self, view_height=view_height, view_width=view_width)
        scale = min(max(self.scale, changed.smallest_scale), LARGEST_SCALE)
        return replace(changed, scale=scale).clamped()

    def clamped(self) -> "Viewport":
        """Return the nearest view that shows the picture and not mostly emptiness.

        Along a side that fits, the picture is centred. Along a longer one it can be dragged
        up to half a view beyond its edge, so that windows over the border can be seen.
        """
        return replace(
            self,
            centre_row=_clamp(self.centre_row, self.height, self.view_height / self.scale),
            centre_column=_clamp(self.centre_column, self.width, self.view_width / self.scale),
        )

    def to_view(self, row: float, column: float) -> tuple[float, float]:
        """Return the (x, y) at which the picture's (row, column) stands."""
        x = (column - self.centre_column) * self.scale + self.view_width / 2
        y = (row - self.centre_row) * self.scale + self.view_height / 2
        return x, y

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """Return the (row, column) at the view's (x, y)."""
        row = (y - self.view_height / 2) / self.scale + self.centre_row
        column = (x - self.view_width / 2) / self.scale + self.centre_column
        return row, column

    def pixel_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the pixel under (x, y), or None beside the picture."""
        row, column = (floor(place) for place in self.to_picture(x, y))
        if 0 <= row < self.height and 0 <= column < self.width:
            return row, column
        return None

    def visible(self) -> tuple[int, int, int, int]:
        """Return (top, left, bottom, right) of the pixels in view, bottom and right excluded."""
        top, left = self.to_picture(0, 0)
        bottom, right = self.to_picture(self.view_width, self.view_height)
        return (
            min(max(0, floor(top)), self.height),
            min(max(0, floor(left)), self.width),
            min(max(0, ceil(bottom)), self.height),
            min(max(0, ceil(right)), self.width),
        )

    def showing(self, row: int, column: int) -> "Viewport":
        """Return the view moved just as far as it takes to show a pixel."""
        half_high = max(0.0, self.view_height / self.scale / 2 - 1)
        half_wide = max(0.0, self.view_width / self.scale / 2 - 1)
        return replace(
            self,
            centre_row=min(max(self.centre_row, row + 0.5 - half_high), row + 0.5 + half_high),
            centre_column=min(
                max(self.centre_column, column + 0.5 - half_wide), column + 0.5 + half_wide
            ),
        ).clamped()


def _clamp(centre: float, length: int, seen: float) -> float:
    # The slack grows from nothing (the side just fits) to the whole length, without a jump.
    slack = max(0.0, min(length / 2, 1.5 * (length - seen)))
    middle = length / 2
    return min(max(centre, middle - slack), middle + slack)
