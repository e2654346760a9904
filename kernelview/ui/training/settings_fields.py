"""The settings of a training as fields."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kernelview.learn.choices import USUAL_RATES, OptimizerName, TrainingSettings
from kernelview.ui.data.fields import Field, two_columns
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.training.greyed import show_waiting
from kernelview.ui.training.ladder_box import LadderBox
from kernelview.ui.training.rate_box import RateBox

OPTIMIZER_CHOICES: tuple[tuple[OptimizerName, str, str], ...] = (
    ("adam", "Adam", "a step of its own for every weight; the course's choice"),
    ("rmsprop", "RMSprop", "steps scaled by how large the gradients were lately"),
    ("sgd", "SGD", "plain steps down the gradient, with momentum if wanted"),
)
LARGEST_SEED = 2**32 - 1
BATCHES = tuple(2**power for power in range(14))
BATCH_HELP = "Pictures a step: few make many rough steps, many make few smooth ones"
EPOCHS_HELP = "How often it sees all the pictures in one training"
SEED_HELP = "Where chance starts: the same seed gives the same network again"
MOMENTUM_HELP = "How much of each step the next one goes on with; 0 for none"
DROPOUT_HELP = (
    "Share of values left out at random while it trains, against learning by heart: the rate of "
    "the Dropout layers; 0 takes them out"
)
WAIT = "It is training: stop it first to change this"


class SettingsFields(QWidget):
    """Optimizer, learning rate, momentum, batch, epochs, seed and dropout."""

    # settings, name of the step, merge key
    settings_changed = Signal(object, str, object)
    # rate, merge key
    dropout_changed = Signal(float, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = TrainingSettings()
        self.optimizer = ChoiceBox("Optimizer", OPTIMIZER_CHOICES, self)
        self.rate = RateBox(self)
        self.batch = LadderBox(
            "Batch size", self, rungs=BATCHES, help_text=BATCH_HELP, minimum=1, maximum=10_000
        )
        self.epochs = self._box("Epochs", EPOCHS_HELP, 1, 10_000, 1)
        self.seed = self._box("Seed", SEED_HELP, 0, LARGEST_SEED, 1)
        self.dropout = self._box("Dropout", DROPOUT_HELP, 0, 0.95, 0.1)
        self.momentum = self._box("Momentum", MOMENTUM_HELP, 0, 0.999, 0.1)
        self._wait = ""
        self._momentum_field = Field("Momentum", self.momentum, self)
        two_columns(
            self,
            (
                Field("Optimizer", self.optimizer, self),
                Field("Learning rate", self.rate, self),
                Field("Batch size", self.batch, self),
                Field("Epochs", self.epochs, self),
                Field("Seed", self.seed, self),
                Field("Dropout", self.dropout, self),
                self._momentum_field,
            ),
        )
        height = max(self.optimizer.sizeHint().height(), self.rate.sizeHint().height())
        for control in (self.optimizer, self.rate, *self._kept()):
            control.setFixedHeight(height)
        self._connect()

    def show_settings(self, settings: TrainingSettings, dropout: float | None) -> None:
        """Show the settings; says nothing."""
        self._settings = settings
        self.optimizer.show_choice(settings.optimizer)
        self.rate.show_value(settings.learning_rate)
        self.momentum.show_value(settings.momentum)
        self.batch.show_value(settings.batch_size)
        self.epochs.show_value(settings.epochs)
        self.seed.show_value(settings.seed)
        self.dropout.show_value(dropout or 0.0)
        self._momentum_field.setVisible(settings.optimizer != "adam")
        self._show_waiting()

    def show_running(self, is_running: bool) -> None:  # noqa: FBT001 - one state, shown
        """Grey what cannot be changed while it trains, which leaves the learning rate."""
        self._wait = WAIT if is_running else ""
        self._show_waiting()

    def _show_waiting(self) -> None:
        for control in self._kept():
            show_waiting(control, self._wait)
        if not self._wait:
            self.optimizer.show_choice(self._settings.optimizer)

    def _kept(self) -> tuple[ChoiceBox | NumberBox, ...]:
        """Return what stays as it is while it trains."""
        return self.optimizer, self.momentum, self.batch, self.epochs, self.seed, self.dropout

    def _connect(self) -> None:
        self.optimizer.chosen.connect(self._take_optimizer)
        self.dropout.value_edited.connect(
            lambda value, key: self.dropout_changed.emit(round(value, 4), key)
        )
        for box, field in ((self.rate, "learning_rate"), (self.momentum, "momentum")):
            box.value_edited.connect(
                lambda value, key, box=box, field=field: self._take(
                    box.accessibleName(), key, **{field: value}
                )
            )
        for box, field in (
            (self.batch, "batch_size"), (self.epochs, "epochs"), (self.seed, "seed"),
        ):  # fmt: skip
            box.value_edited.connect(
                lambda value, key, box=box, field=field: self._take_whole(box, field, value, key)
            )

    def _take_whole(self, box: NumberBox, field: str, value: float, key: object) -> None:
        # What was typed may be no whole number; the field shows what is taken.
        box.show_value(round(value))
        self._take(box.accessibleName(), key, **{field: round(value)})

    def _take_optimizer(self, name: OptimizerName) -> None:
        # Another optimizer wants its own usual rate, unless the person chose one.
        rate = self._settings.learning_rate
        if rate == USUAL_RATES[self._settings.optimizer]:
            rate = USUAL_RATES[name]
        self._take("Optimizer", None, optimizer=name, learning_rate=rate)

    def _take(self, name: str, key: object, **changes: object) -> None:
        changed = replace(self._settings, **changes)  # type: ignore[arg-type] # names and types above
        self.settings_changed.emit(changed, name, key)

    def _box(self, name: str, tip: str, least: float, most: float, step: float) -> NumberBox:
        return NumberBox(name, self, help_text=tip, minimum=least, maximum=most, step=step)
