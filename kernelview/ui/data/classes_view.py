"""The classes under a heading, with what their bars mean."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kernelview.learn.dataset import Split
from kernelview.ui.appearance import Appearance
from kernelview.ui.data.class_painting import ROW_HEIGHT
from kernelview.ui.data.class_picker import ClassPicker
from kernelview.ui.data.data_words import known_class_names
from kernelview.ui.data.fields import link
from kernelview.ui.theme import SPACING

# More rows than these scroll on their own.
MOST_ROWS = 12
SHARE_TEST = 0.43


class ClassesView(QWidget):
    """Knows all classes of a source once it was shown with all of them."""

    # tuple of indices in rising order, None for all
    picked = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._source = ""
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[int, ...] | None = None
        self.picker = ClassPicker(appearance, self)
        self.everything = link("all", "Tick all classes", "Tick all classes", self)
        self.legend = QLabel(self)
        self.complaint = QLabel(self)
        self._area = QScrollArea(self)
        self._lay_out()
        self.everything.clicked.connect(lambda: self.picked.emit(None))
        self.picker.picked.connect(self.picked)
        self.picker.refused.connect(self._complain)
        self.picker.moved.connect(self._bring_into_view)
        self.picker.height_changed.connect(self._take_height)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_choice(self, source: str, chosen: tuple[int, ...] | None) -> None:
        """Show which classes of a source are chosen, None for all."""
        if source != self._source:
            self._names = known_class_names(source)
            self.picker.show_counts({}, {})
        self._source, self._chosen = source, chosen
        self.everything.setVisible(chosen is not None)
        self._show_names()
        self._complain("")

    def show_split(self, split: Split | None) -> None:
        """Show how many pictures each class has, and learn the classes' names."""
        if split is None:
            self.picker.show_counts({}, {})
            return
        names = split.train.class_names
        places = range(len(names)) if self._chosen is None else self._chosen
        if self._chosen is None:
            self._names = names
        elif len(places) == len(names) and not self._knows(max(places)):
            self._names = _filled(names, self._chosen)
        self._show_names()
        counts = (
            dict(zip(places, (int(one) for one in part.counts()), strict=False))
            for part in (split.train, split.test)
        )
        self.picker.show_counts(*counts)

    def _knows(self, index: int) -> bool:
        return index < len(self._names)

    def _show_names(self) -> None:
        self.picker.show_classes(self._names, self._chosen if self._names else None)
        self.setVisible(bool(self._names))

    def _take_height(self, height: int) -> None:
        self._area.setFixedHeight(min(height, int(MOST_ROWS * ROW_HEIGHT)))

    def _complain(self, reason: str) -> None:
        self.complaint.setText(reason)
        self.complaint.setVisible(bool(reason))

    def _bring_into_view(self, box: QRectF) -> None:
        middle = box.center().toPoint()
        self._area.ensureVisible(middle.x(), middle.y(), 0, int(ROW_HEIGHT))

    def _restyle(self) -> None:
        accent = self._appearance.theme.accent
        faint = _mixed(accent, self._appearance.theme.panel, SHARE_TEST)
        self.legend.setText(
            f'<span style="color:{accent}">■</span> training&nbsp;&nbsp; '
            f'<span style="color:{faint}">■</span> test'
        )

    def _lay_out(self) -> None:
        heading = QLabel("Classes", self)
        heading.setObjectName("field-label")
        heading.setBuddy(self.picker)
        self.legend.setObjectName("legend")
        self.complaint.setObjectName("wrong")
        self.complaint.setWordWrap(True)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(heading)
        top.addWidget(self.everything)
        top.addStretch(1)
        top.addWidget(self.legend)
        self._area.setWidget(self.picker)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picker.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addLayout(top)
        layout.addWidget(self._area)
        layout.addWidget(self.complaint)


def _filled(names: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    """Return the names at their places; those of classes not yet read are their numbers."""
    known = dict(zip(places, names, strict=True))
    return tuple(known.get(place, f"class {place}") for place in range(max(places) + 1))


def _mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour as it is seen through to the ground."""
    parts = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)
