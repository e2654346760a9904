"""What an experiment is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from kernelview.learn.choices import BundledName
from kernelview.learn.experiments import BANK_KINDS, BankKind
from kernelview.ui.data.fields import Field, link, two_columns
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.experiments.setting_words import (
    BANK_CHOICES,
    BANK_TIPS,
    KIND_CHOICES,
    NO_NETWORK,
    SOURCE_CHOICES,
    bank_words,
)
from kernelview.ui.theme import SPACING
from kernelview.usecases.experiment_request import (
    FEWEST_PICTURES,
    MOST_EPOCHS,
    MOST_SEEDS,
    ExperimentRequest,
)
from kernelview.usecases.experiment_time import PICTURES

MOST_SHAPES = 100_000
BOX_HEIGHT = 26


class SettingsForm(QWidget):
    """Fields of a request; `changed` says each edit of a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit: int | None = None
        self._has_network = False
        self.kind = ChoiceBox("Experiment", KIND_CHOICES, self)
        self.source = ChoiceBox("Pictures", SOURCE_CHOICES, self)
        self.bank = ChoiceBox("Hand-made kernels", BANK_CHOICES, self)
        self.limit = _number("Number of pictures", self, FEWEST_PICTURES, MOST_SHAPES, 500,
                             "How many pictures are used, the first so many; a fifth of them "
                             "to test on")  # fmt: skip
        self.seeds = _number("Seeds", self, 1, MOST_SEEDS, 1,
                             "How often each is trained, each time from another random start: "
                             "with more, smaller differences can be told")  # fmt: skip
        self.epochs = _number("Epochs", self, 1, MOST_EPOCHS, 1,
                              "How often each training goes through its pictures")  # fmt: skip
        self.all = link("all", "Use all pictures", "Use all pictures there are", self)
        self.explanation, self.network = _explanation(self), _explanation(self)
        self.banks = {bank: _check(bank_words(bank), BANK_TIPS[bank], self) for bank in BANK_KINDS}
        self.replaces = _check(
            "Also put its match in its place",
            "Each kernel that matches a hand-made one is also replaced by it",
            self,
        )
        self._training = QWidget(self)
        self._ablation = QWidget(self)
        self._lay_out()
        self._connect()
        self.show_request(ExperimentRequest())
        self.show_network("")

    @property
    def request(self) -> ExperimentRequest:
        """What is asked for. Raises UseCaseError where no bank is ticked."""
        kind, source = self.kind.choice, self.source.choice
        asked = replace(
            ExperimentRequest(),
            kind=kind,  # type: ignore[arg-type] # one of the choices
            source=source,  # type: ignore[arg-type] # likewise
            bank=self.bank.choice,
            replaces=self.replaces.isChecked(),
        )
        if kind == "ablation":
            return asked
        return replace(
            asked,
            seeds=tuple(range(round(self.seeds.value))),
            banks=self.ticked,
            epochs=round(self.epochs.value),
            limit=self._limit,
        )

    @property
    def ticked(self) -> tuple[BankKind, ...]:
        """The banks that are compared."""
        return tuple(bank for bank, box in self.banks.items() if box.isChecked())

    @property
    def problem(self) -> str:
        """What keeps the experiment from being run, "" where nothing does."""
        if self.kind.choice == "ablation":
            return "" if self._has_network else NO_NETWORK
        return "" if self.ticked else "Tick at least one way to make the first layer."

    def show_request(self, request: ExperimentRequest) -> None:
        """Show what is asked for; says nothing."""
        self.kind.show_choice(request.kind)
        self.source.show_choice(request.source)
        self.bank.show_choice(request.bank)
        self.seeds.show_value(len(request.seeds))
        self.epochs.show_value(request.epochs)
        self.replaces.setChecked(request.replaces)
        for bank, box in self.banks.items():
            box.setChecked(bank in request.banks)
        self._limit = request.limit
        self._show_fields()

    def show_network(self, name: str) -> None:
        """Name the network that an ablation takes; "" while there is none."""
        self._has_network = bool(name)
        self.network.setText(f"The network is {name}, on its own test pictures." if name
                             else NO_NETWORK)  # fmt: skip

    def show_running(self, *, is_running: bool) -> None:
        """Keep the fields as they are while an experiment runs."""
        self.setEnabled(not is_running)

    def _show_fields(self) -> None:
        ablation = self.kind.choice == "ablation"
        self._training.setVisible(not ablation)
        self._ablation.setVisible(ablation)
        self.explanation.setText(self.kind.explanation)
        there = PICTURES[self._source]
        if self._limit is not None and self._source != "shapes" and self._limit >= there:
            self._limit = None
        self.limit.show_value(there if self._limit is None else self._limit)
        self.all.setVisible(self._limit is not None)

    @property
    def _source(self) -> BundledName:
        return next(source for source in PICTURES if source == self.source.choice)

    def _edit(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _take_limit(self, value: float) -> None:
        self._limit = round(value)
        if self._source == "shapes" and self._limit == PICTURES["shapes"]:
            self._limit = None
        self._edit()

    def _take_all(self) -> None:
        self._limit = None
        self.limit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit()

    def _take_whole(self, box: NumberBox, value: float) -> None:
        # What was typed may be no whole number; the field shows what is taken.
        box.show_value(round(value))
        self._edit()

    def _connect(self) -> None:
        for choice in (self.kind, self.source, self.bank):
            choice.chosen.connect(lambda _: self._edit())
        for box in (self.seeds, self.epochs):
            box.value_edited.connect(lambda value, _, box=box: self._take_whole(box, value))
        self.limit.value_edited.connect(lambda value, _: self._take_limit(value))
        self.all.clicked.connect(self._take_all)
        for tick in (*self.banks.values(), self.replaces):
            tick.clicked.connect(lambda _: self._edit())

    def _lay_out(self) -> None:
        numbers = QWidget(self)
        two_columns(numbers, (Field("Seeds", self.seeds, self), Field("Epochs", self.epochs, self)))
        ticks = QWidget(self)
        _column(ticks, tuple(self.banks.values())).setSpacing(2)
        ways = QLabel("First layer", self)
        ways.setObjectName("field-label")
        _column(
            self._training,
            (
                Field("Pictures", self.source, self),
                Field("How many", self.limit, self, beside=self.all),
                numbers,
                Field("Hand-made kernels", self.bank, self),
                ways,
                ticks,
            ),
        )
        _column(self._ablation, (self.network, self.replaces))
        column = _column(
            self,
            (
                Field("Experiment", self.kind, self),
                self.explanation,
                self._training,
                self._ablation,
            ),
        )
        column.addStretch(1)


def _column(parent: QWidget, parts: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACING)
    for part in parts:
        column.addWidget(part)
    return column


def _number(
    name: str, parent: QWidget, least: float, most: float, step: float, tip: str
) -> NumberBox:
    box = NumberBox(name, parent, help_text=tip, minimum=least, maximum=most, step=step)
    box.setMinimumHeight(BOX_HEIGHT)
    return box


def _check(text: str, tip: str, parent: QWidget) -> QCheckBox:
    box = QCheckBox(text, parent)
    box.setAccessibleName(text)
    box.setToolTip(tip)
    return box


def _explanation(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("explanation")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
