"""Paints the panes of a canvas: layers, values, and what belongs to a single pane."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QRegion

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas import overlays
from kernelview.ui.canvas.cell_values import CellValues, cells_in
from kernelview.ui.canvas.exact_tiles import as_qrect
from kernelview.ui.canvas.layer import Layer, PartCache, PictureLayer, paint_layer
from kernelview.ui.canvas.panes import Content, Pane
from kernelview.ui.canvas.result_store import Patch, ResultStore
from kernelview.ui.canvas.viewport import Viewport
from kernelview.ui.theme import Theme

STALE_OPACITY = 0.3


@dataclass(frozen=True)
class Highlight:
    """The kernel's window at a pixel: `kernel_shape` and `anchor` are (row, column)."""

    row: int
    column: int
    kernel_shape: tuple[int, int]
    anchor: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Pictures:
    """The picture there is, and what is known of its result."""

    source: PictureLayer | None = None
    result: ResultStore | None = None

    @property
    def has_difference(self) -> bool:
        """Whether picture and result can be subtracted."""
        return self.result is not None and self.result.difference is not None

    def layers(self) -> list[Layer]:
        """Return all layers."""
        of_result = self.result.layers() if self.result is not None else []
        return [*of_result, self.source] if self.source is not None else of_result


class PicturePainter:
    """Paints panes; holds what was converted and laid out for the last painting."""

    def __init__(self) -> None:
        self.parts = PartCache()
        self._values = CellValues()

    def paint_pane(
        self,
        painter: QPainter,
        pane: Pane,
        pictures: Pictures,
        viewport: Viewport,
        *,
        theme: Theme,
        font: QFont,
    ) -> None:
        """Paint one pane's picture with its grid and values."""
        clip = pane_rectangle(pane, viewport)
        if clip.isEmpty() or pictures.source is None:
            return
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        canvas = PaneCanvas(painter, picture_rectangle(pane, viewport), clip, theme)
        if pane.content == "source" or pictures.result is None:
            self._paint_whole(canvas, pictures.source, font)
        elif pane.content == "difference" and not pictures.has_difference:
            overlays.paint_message(painter, clip, *_no_difference(pictures), theme, font)
        else:
            self._paint_result(canvas, pane.content, pictures.source, pictures.result, font)
        painter.restore()

    def _paint_result(
        self,
        canvas: "PaneCanvas",
        content: Content,
        source: PictureLayer,
        result: ResultStore,
        font: QFont,
    ) -> None:
        seen = canvas.seen(result.shape)
        layer: Layer = result.layer
        if content == "difference" and result.difference is not None:
            layer = result.difference
        if result.exact.covers(seen):
            self._paint_whole(canvas, layer, font)
            return
        if content == "result" and not result.covers_somehow(seen):
            self._paint_below(canvas, source, result)
        for patch in result.patches:
            self._paint_patch(
                canvas, patch, patch.layer if content == "result" else patch.difference
            )
        if result.exact.shows(seen):
            canvas.painter.save()
            canvas.clip_to(result.exact.region, result.shape)
            self._paint_layer(canvas, layer)
            canvas.painter.restore()

    def _paint_below(self, canvas: "PaneCanvas", source: PictureLayer, result: ResultStore) -> None:
        """Paint faintly what was there before; where there was nothing, the picture."""
        earlier, painter = result.earlier, canvas.painter
        painter.setOpacity(STALE_OPACITY)
        if earlier is None:
            self._paint_layer(canvas, source)
        else:
            painter.save()
            canvas.clip_from(earlier.region, earlier.shape)
            for patch in earlier.patches:
                self._paint_patch(canvas, patch, patch.layer)
            painter.restore()
            if earlier.region.intersects(as_qrect(canvas.seen(earlier.shape))):
                painter.save()
                canvas.clip_to(earlier.region, earlier.shape)
                self._paint_layer(canvas, earlier.layer)
                painter.restore()
        painter.setOpacity(1.0)

    def _paint_patch(self, canvas: "PaneCanvas", patch: Patch, layer: Layer | None) -> None:
        if layer is not None:
            target = part_rectangle(canvas.whole, patch.rectangle, patch.shape)
            self._paint_layer(replace(canvas, whole=target), layer, smooth=True)

    def _paint_whole(self, canvas: "PaneCanvas", layer: Layer, font: QFont) -> None:
        """Paint a layer with the values of its pixels, where these are large."""
        self._paint_layer(canvas, layer)
        behind = overlays.behind_transparent(dark=canvas.theme.is_dark)
        self._values.paint(
            canvas.painter, layer, canvas.whole, canvas.visible, font=font, behind=behind
        )

    def _paint_layer(self, canvas: "PaneCanvas", layer: Layer, *, smooth: bool = False) -> None:
        painter, visible = canvas.painter, canvas.visible
        if layer.has_alpha:
            squares = overlays.checkerboard(dark=canvas.theme.is_dark)
            painter.fillRect(canvas.whole.intersected(visible), squares)
        paint_layer(painter, layer, canvas.whole, visible, self.parts, smooth=smooth)


@dataclass(frozen=True, eq=False)
class PaneCanvas:
    """Where a pane's pictures are painted: `whole` is where all of one would be."""

    painter: QPainter
    whole: QRectF
    visible: QRectF
    theme: Theme

    def seen(self, shape: tuple[int, int]) -> Rectangle:
        """Return the pixels of a picture of `shape` that can be seen."""
        return cells_in(self.visible, self.whole, shape)

    def clip_to(self, region: QRegion, shape: tuple[int, int]) -> None:
        """Paint only within a region of a picture of `shape`."""
        within = self._around().subtracted(self._beside(region, shape))
        self.painter.setClipRegion(within, Qt.ClipOperation.IntersectClip)

    def clip_from(self, region: QRegion, shape: tuple[int, int]) -> None:
        """Paint only where `clip_to` does not."""
        self.painter.setClipRegion(self._beside(region, shape), Qt.ClipOperation.IntersectClip)

    def _around(self) -> QRegion:
        return QRegion(self.visible.toAlignedRect())

    def _beside(self, region: QRegion, shape: tuple[int, int]) -> QRegion:
        """Return where on the screen the picture is, but not the region."""
        gaps = QRegion(as_qrect(self.seen(shape))).subtracted(region)
        found = QRegion()
        for gap in gaps:  # type: ignore[attr-defined]  # Qt says nothing of it
            edges = (gap.top(), gap.left(), gap.top() + gap.height(), gap.left() + gap.width())
            at = part_rectangle(self.whole, edges, shape)
            # Smoothing mixes a pixel of the region's rim with what is not there.
            found = found.united(at.toAlignedRect().adjusted(-1, -1, 1, 1))
        return found.intersected(self._around())


def backdrop(theme: Theme) -> str:
    """Return the neutral grey around a picture: no hue that would tint what is seen."""
    return "#101113" if theme.is_dark else "#e4e5e7"


def pane_rectangle(pane: Pane, viewport: Viewport) -> QRectF:
    """Return where a pane is in the canvas."""
    return QRectF(pane.left, 0.0, pane.width, viewport.view_height)


def picture_rectangle(pane: Pane, viewport: Viewport) -> QRectF:
    """Return where the whole picture would be in the canvas."""
    x, y = viewport.to_view(0, 0)
    return QRectF(
        x + pane.view_left, y, viewport.width * viewport.scale, viewport.height * viewport.scale
    )


def part_rectangle(whole: QRectF, part: Rectangle, shape: tuple[int, int]) -> QRectF:
    """Return where a part (top, left, bottom, right) of a picture of `shape` is."""
    top, left, bottom, right = part
    down, across = whole.height() / shape[0], whole.width() / shape[1]
    corner = QPointF(whole.x() + left * across, whole.y() + top * down)
    return QRectF(corner.x(), corner.y(), (right - left) * across, (bottom - top) * down)


def paint_highlight(
    painter: QPainter, pane: Pane, viewport: Viewport, highlight: Highlight, theme: Theme
) -> None:
    """Outline the kernel's window in one pane."""
    painter.save()
    painter.setClipRect(pane_rectangle(pane, viewport))
    whole = picture_rectangle(pane, viewport)
    shape = viewport.height, viewport.width
    top = highlight.row - highlight.anchor[0]
    left = highlight.column - highlight.anchor[1]
    rows, columns = highlight.kernel_shape
    window = part_rectangle(whole, (top, left, top + rows, left + columns), shape)
    row, column = highlight.row, highlight.column
    pixel = part_rectangle(whole, (row, column, row + 1, column + 1), shape)
    overlays.paint_window(painter, window, pixel, theme)
    painter.restore()


def _no_difference(pictures: Pictures) -> tuple[str, str]:
    if pictures.source is None or pictures.result is None:
        return "No difference yet", "It appears with the result."
    (rows, columns), (high, wide) = pictures.source.shape, pictures.result.shape
    sizes = f"The picture has {columns} × {rows} pixels, the result {wide} × {high}"
    return "Sizes differ", f"{sizes}. Only pictures of one size can be subtracted."
