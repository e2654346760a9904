"""The wall of kernels: they change as the network learns, and the time line takes them back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from kernelview.jobs import Job
from kernelview.learn.errors import LearnError
from kernelview.learn.kernel_order import norms_of
from kernelview.learn.learned import KernelLayer, learned_kernel
from kernelview.learn.run_record import Snapshot
from kernelview.learn.timeline import Moment, Timeline
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.section import thin_line
from kernelview.ui.lab_state import LabState
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.action_bar import ActionBar
from kernelview.ui.wall.colour_legend import ColourLegend
from kernelview.ui.wall.colours import wall_colours
from kernelview.ui.wall.content import WallContent
from kernelview.ui.wall.empty_wall import EmptyWall
from kernelview.ui.wall.header import WallHeader
from kernelview.ui.wall.kernel_card import KernelCard
from kernelview.ui.wall.kernel_wall import KernelWall
from kernelview.ui.wall.one_line import OneLine
from kernelview.ui.wall.sorting import Sorting
from kernelview.ui.wall.style import style_sheet
from kernelview.ui.wall.time_bar import TimeBar
from kernelview.ui.wall.words import PARTED, layer_words, moment_words, number
from kernelview.usecases.export_wall import ExportedWall, export_wall
from kernelview.usecases.wall_picture import WallView, layer_named

FRAME_MILLISECONDS = 33
# Nothing new for so long: the training stands still, and the order can be put right.
SETTLED_MILLISECONDS = 800
CARD_MILLISECONDS = 160
ROOMY = 680


class WallPanel(QWidget):
    """Kernels of a layer, live or as they were; what is asked for is said, not done."""

    open_asked = Signal(object, object)  # KernelAddress, Kernel
    apply_asked = Signal(object)  # KernelAddress
    save_asked = Signal(object, object)  # KernelAddress, Kernel
    put_back_asked = Signal(object)  # KernelAddress
    export_asked = Signal(str)  # "gif" or "png"
    scrubbed = Signal(object)  # Snapshot | None

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._timeline = Timeline()
        self._live: tuple[KernelLayer, ...] = ()
        self._start: tuple[KernelLayer, ...] = ()
        self._past: Moment | None = None
        self._state: LabState | None = None
        self._has_no_kernels = False
        self._carded: int | None = None
        self._sorting = Sorting()
        self.header = WallHeader(appearance, self)
        self.moment = OneLine(self)
        self.legend = ColourLegend(appearance, self)
        self.wall = KernelWall(appearance, self)
        self.action_bar = ActionBar(appearance, self)
        self.time = TimeBar(appearance, self)
        self.empty = EmptyWall(self)
        self._lay_out()
        self.card = KernelCard(appearance, self)
        self._frame = self._timer(FRAME_MILLISECONDS, self._draw)
        self._settled = self._timer(SETTLED_MILLISECONDS, self._sort_anew)
        self._card_wait = self._timer(CARD_MILLISECONDS, self._show_card)
        self._connect()
        self._restyle()
        self._draw()

    # --- what is shown

    def show_layers(self, layers: Sequence[KernelLayer]) -> None:
        """Show kernels as they are now, with the next frame; cheap, call it at any rate.

        Other layers than before are another network: the time line begins anew.
        """
        if _structure(layers) != _structure(self._live):
            self._forget()
            self._start = tuple(layers)
            self.header.show_layers(layers)
        self._live = tuple(layers)
        self._redraw()
        self._settled.start()

    def add_snapshot(self, snapshot: Snapshot, layers: Sequence[KernelLayer]) -> None:
        """Record a moment of the training."""
        self._has_no_kernels = not layers
        if _structure(layers) != _structure(self._live):
            self.show_layers(layers)
        if layers:
            if not len(self._timeline):
                self._timeline.begin(self._start)
            if 0 < self._timeline.moments[-1].epoch != snapshot.epoch:
                self._sorting.forget()
            self._timeline.add(snapshot, layers)
        self._redraw()

    def clear(self) -> None:
        """Forget the kernels and the time line."""
        self._live = ()
        self._has_no_kernels = False
        self._forget()
        self._redraw()

    def can_put_back(self, on: bool) -> None:  # noqa: FBT001 - the window's wiring calls it so
        """Say whether the kernel in the editor can go into the network."""
        self.action_bar.can_put_back(on=on)

    def show_state(self, state: LabState) -> None:
        """Say where the lab stands, for the words where there are no kernels."""
        self._state = state
        self._redraw()

    # --- what it knows

    @property
    def layers(self) -> tuple[KernelLayer, ...]:
        """The layers as they are seen now: live, or as they were."""
        return self._past.layers if self._past is not None else self._live

    @property
    def view(self) -> WallView:
        """Which layer is shown, and how."""
        return self.header.view

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What is recorded; before that the kernels as they are."""
        if len(self._timeline) or not self._live:
            return self._timeline.moments
        return (Moment(0, 0, float("nan"), float("nan"), self._live),)

    def export_job(self, path: Path) -> Job[ExportedWall]:
        """Return the job that writes the wall's moments as .gif or .png, as it looks now."""
        colours = wall_colours(self._appearance.theme)
        return export_wall(self.moments, path, view=self.view, colours=colours)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed meanwhile."""
        super().showEvent(event)
        self._draw()

    # --- frames

    def _redraw(self) -> None:
        if self.isVisible() and not self._frame.isActive():
            self._frame.start()

    def _draw(self) -> None:
        """Show everything as it is now."""
        self._frame.stop()
        content = self._content()
        self._pages.setCurrentIndex(0 if content is not None else 1)
        is_known = self._has_no_kernels or self._state not in (None, "no-data", "loading")
        self.empty.show_reason(self._state, is_known=is_known)
        self.header.show_exportable(on=content is not None)
        self.wall.show_content(content)
        self.time.show_moments(self._timeline.moments, self._past)
        if content is not None:
            self.legend.show_scale(content.scale, content.limit)
        self._show_words(content)
        if self.card.isVisible():
            self._show_card()

    def _content(self) -> WallContent | None:
        view = self.header.view
        layer, now = layer_named(self.layers, view.layer), layer_named(self._live, view.layer)
        if layer is None or now is None:
            return None
        return WallContent(
            layer,
            view.channel,
            view.scale,
            # As they are now: looking back leaves every kernel in its place.
            self._sorting.order_of(now, view),
            layer_named(self._start, view.layer),
        )

    def _show_words(self, content: WallContent | None) -> None:
        is_past = self._past is not None
        if content is None:
            words = ""
        elif self._past is not None:
            words = moment_words(self._past)
            if self.width() >= ROOMY:
                words = f"Looking back{PARTED}{words}"
        elif len(self._timeline):
            words = moment_words(self._timeline.moments[-1])
        else:
            words = layer_words(content.layer)
        self.moment.show_words(words)
        if self.moment.property("past") != is_past:
            self.moment.setProperty("past", is_past)
            self.moment.style().polish(self.moment)
        unit = self.wall.unit
        if content is None or unit is None:
            self.action_bar.show_kernel("")
        else:
            norm = norms_of(content.kernels[unit : unit + 1])[0]
            self.action_bar.show_kernel(str(content.address(unit)), f"norm {number(norm)}")

    def _show_card(self) -> None:
        content, unit = self.wall.content, self._carded
        if content is None or unit is None or unit >= content.count:
            self.card.hide()
            return
        self.card.show_kernel(content.facts(unit), content.limit_of(unit))
        box = self.wall.box_of(unit)
        tile = QRect(self.wall.viewport().mapTo(self, box.topLeft()), box.size())
        margin = SPACING // 2
        self.card.stand_beside(tile, self.rect().adjusted(margin, margin, -margin, -margin))

    # --- what the person does

    def _hover(self, unit: int | None) -> None:
        self._carded = unit
        if unit is None:
            self._card_wait.stop()
            self.card.hide()
        elif self.card.isVisible():
            self._show_card()
        else:
            self._card_wait.start()

    def _walk(self, unit: int | None) -> None:
        self._carded = unit
        self._card_wait.stop()
        self._show_card()

    def _change_view(self) -> None:
        self._sorting.forget()
        self._draw()

    def _sort_anew(self) -> None:
        if self.header.view.order != "learned" and self._past is None:
            self._sorting.forget()
            self._redraw()

    def _scrub(self, moment: Moment | None) -> None:
        self._past = moment
        self._redraw()
        self.scrubbed.emit(None if moment is None else moment.snapshot)

    def _act(self, name: str) -> None:
        content, unit = self.wall.content, self.wall.unit
        if content is None or unit is None:
            return
        address = content.address(unit)
        if name == "apply":
            self.apply_asked.emit(address)
        elif name == "put-back":
            self.put_back_asked.emit(address)
        else:
            try:
                kernel = learned_kernel(content.layer, address)
            except LearnError as error:
                self.moment.show_words(str(error))
                return
            (self.open_asked if name == "open" else self.save_asked).emit(address, kernel)

    def _forget(self) -> None:
        """Forget what was: the time line, the start, the order."""
        self._timeline.clear()
        self._sorting.forget()
        self._start = ()
        # At once: what plays must not show a moment of another network.
        self.time.show_moments((), None)
        if self._past is not None:
            self._scrub(None)

    # --- parts

    def _connect(self) -> None:
        self.header.changed.connect(lambda _: self._change_view())
        self.header.export_asked.connect(self.export_asked)
        self.wall.chosen.connect(lambda _: self._show_words(self.wall.content))
        self.wall.hovered.connect(self._hover)
        self.wall.walked.connect(self._walk)
        self.wall.opened.connect(lambda _: self._act("open"))
        self.wall.menu_asked.connect(self._open_menu)
        self.action_bar.asked.connect(self._act)
        self.time.scrubbed.connect(self._scrub)
        self._appearance.changed.connect(self._restyle)

    def _open_menu(self, place: QPoint) -> None:
        self._hover(None)
        self.action_bar.open_menu(place)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _lay_out(self) -> None:
        self.setObjectName("wall-panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.moment.setObjectName("wall-moment")
        page = QWidget(self)
        page.setObjectName("wall-page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * SPACING, SPACING, 2 * SPACING, SPACING)
        layout.setSpacing(SPACING // 2)
        caption = QHBoxLayout()
        caption.setSpacing(SPACING)
        caption.addWidget(self.moment, 1)
        caption.addWidget(self.legend)
        layout.addWidget(self.header)
        layout.addLayout(caption)
        layout.addWidget(self.wall, 1)
        layout.addWidget(self.action_bar)
        layout.addWidget(thin_line(page))
        layout.addWidget(self.time)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))


def _structure(layers: Sequence[KernelLayer]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple((layer.name, layer.kernels.shape) for layer in layers)
