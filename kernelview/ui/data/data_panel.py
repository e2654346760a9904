"""The data to train on: which, how many, of which classes, and what they look like."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.ui.appearance import Appearance
from kernelview.ui.data.amount_fields import AmountFields, MakingFields
from kernelview.ui.data.augmentation_fields import AugmentationFields, summary
from kernelview.ui.data.classes_view import ClassesView
from kernelview.ui.data.data_words import (
    facts_text,
    normalisation_text,
    parts_text,
    skipped_text,
)
from kernelview.ui.data.loading_view import EMPTY_WORDS, LoadingView
from kernelview.ui.data.samples_view import SamplesView
from kernelview.ui.data.source_box import SourceBox
from kernelview.ui.data.style import style_sheet
from kernelview.ui.editor.section import Section
from kernelview.ui.theme import SPACING

MARGIN = SPACING * 3 // 2
NARROWEST = 220
SKIPPED_HEIGHT = 120


class DataPanel(QWidget):
    """Shows a choice and what was loaded for it; says what else is wanted."""

    # the new DataChoice, name of the step, merge key or None
    choice_changed = Signal(object, str, object)
    open_folder_asked = Signal()
    open_file_asked = Signal()
    # float32 (H, W, C), 0 to 1
    sample_chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Data")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(NARROWEST)
        self._appearance = appearance
        self._choice = DataChoice()
        self._split: Split | None = None
        # How many pictures there are without a limit, by source and classes.
        self._totals: dict[tuple[object, ...], int] = {}
        self.source = SourceBox(self)
        self.status = LoadingView(appearance, self)
        self.samples = SamplesView(appearance, self)
        self.amounts = AmountFields(self)
        self.making = MakingFields(self)
        self.classes = ClassesView(appearance, self)
        self.augmentation = AugmentationFields(self)
        self.skipped = QPlainTextEdit(self)
        self._parts, self._normalisation = QLabel(self), QLabel(self)
        self._scroll = QScrollArea(self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_choice(self._choice)
        self.show_split(None)

    def show_choice(self, choice: DataChoice) -> None:
        """Show which pictures are asked for; says nothing."""
        varied = choice.augmentation != self._choice.augmentation
        self._choice = choice
        self.source.show_source(choice.source)
        self.amounts.show_choice(choice, self._totals.get(_narrowing(choice)))
        self.making.show_choice(choice)
        self.classes.show_choice(choice.source, choice.classes)
        self._show_augmentation(choice)
        if varied and self._split is not None:
            self.samples.show_split(self._split, choice.augmentation)

    def show_split(self, split: Split | None) -> None:
        """Show the pictures loaded for the choice shown; None where there are none."""
        self._split = split
        if split is not None and self._choice.limit is None:
            self._totals[_narrowing(self._choice)] = len(split.train) + len(split.test)
        self.status.show_facts(facts_text(split) if split else EMPTY_WORDS)
        self.amounts.show_choice(self._choice, self._totals.get(_narrowing(self._choice)))
        self.samples.show_split(split, self._choice.augmentation)
        self.classes.show_split(split)
        for label, text in (
            (self._parts, parts_text(split) if split else ""),
            (self._normalisation, normalisation_text(split.train) if split else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_skipped(split.train.skipped if split else ())

    def show_loading(self, text: str, fraction: float) -> None:
        """Show that pictures are on their way; those before them fade."""
        self.status.show_progress(text, fraction)
        self.samples.show_stale()

    def show_error(self, text: str) -> None:
        """Show why there are no pictures."""
        self.show_split(None)
        self.status.show_error(text)

    def show_enabled(self, is_enabled: bool) -> None:  # noqa: FBT001 - one state, shown
        """Grey what would change the data while a network learns from them."""
        for part in (self.source, self.amounts, self.making, self.classes, self.augmentation):
            part.setEnabled(is_enabled)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(260, 600)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the set and some samples."""
        return QSize(NARROWEST, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content's width whether or not the scroll bar shows, so nothing jumps."""
        super().resizeEvent(event)
        self._content.setFixedWidth(max(self.width(), 1))

    def _change(self, name: str, key: object, changes: dict[str, Any]) -> None:
        try:
            choice = replace(self._choice, **changes)
        except LearnError as error:
            self.status.show_error(str(error))
            self.show_choice(self._choice)
            return
        if choice == self._choice:
            self.show_choice(choice)
        else:
            self.choice_changed.emit(choice, name, key)

    def _choose_source(self, source: str) -> None:
        # Numbers and classes of one set mean nothing in another.
        self._change("Choose the data", None, {"source": source, "limit": None, "classes": None})

    def _show_augmentation(self, choice: DataChoice) -> None:
        self.augmentation.show_augmentation(choice.augmentation)
        how = summary(choice.augmentation)
        heading = self.augmentation_section.heading
        heading.setText("Augmentation: on" if how else "Augmentation")
        heading.setToolTip(f"Show or hide: Augmentation ({how or 'none'})")

    def _show_skipped(self, skipped: tuple[str, ...]) -> None:
        self.skipped_section.setVisible(bool(skipped))
        self.skipped_section.heading.setText(skipped_text(len(skipped)))
        self.skipped_section.heading.setChecked(False)
        self.skipped.setPlainText("\n".join(skipped))

    def _connect(self) -> None:
        self.source.source_chosen.connect(self._choose_source)
        self.source.open_folder_asked.connect(self.open_folder_asked)
        self.source.open_file_asked.connect(self.open_file_asked)
        self.samples.sample_chosen.connect(self.sample_chosen)
        for fields in (self.amounts, self.making, self.augmentation):
            fields.edited.connect(self._change)
        self.classes.picked.connect(
            lambda classes: self._change("Choose the classes", None, {"classes": classes})
        )
        self._appearance.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))

    def _lay_out(self) -> None:
        heading = QLabel("Data", self)
        heading.setObjectName("panel-heading")
        self.skipped.setObjectName("skipped")
        self.skipped.setReadOnly(True)
        self.skipped.setTabChangesFocus(True)
        self.skipped.setAccessibleName("Files that were skipped")
        self.skipped.setFixedHeight(SKIPPED_HEIGHT)
        self.augmentation_section = Section("Augmentation", self.augmentation, self)
        self.augmentation_section.heading.setChecked(False)
        self.skipped_section = Section("Skipped", self.skipped, self)
        for label in (self._parts, self._normalisation):
            label.setObjectName("explanation")
            label.setWordWrap(True)
        self._content = QWidget(self._scroll)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(SPACING)
        parts: tuple[QWidget, ...] = (
            heading, self.source, self.status, self.samples, self.amounts, self._parts,
            self.making, self.classes, self._normalisation, self.augmentation_section,
            self.skipped_section,
        )  # fmt: skip
        for widget in parts:
            column.addWidget(widget, 1 if widget is self.samples else 0)
        self._put_into_scroll_area()

    def _put_into_scroll_area(self) -> None:
        self._scroll.setWidget(self._content)
        self._scroll.setWidgetResizable(True)
        # The panel is one surface: Qt would fill these in the window's colour.
        self._content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)


def _narrowing(choice: DataChoice) -> tuple[object, ...]:
    return choice.source, choice.classes
