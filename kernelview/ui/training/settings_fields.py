"""The settings of a training as fields."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kernelview.learn.choices import USUAL_RATES, OptimizerName, TrainingSettings
from kernelview.ui.data.fields import Field, two_columns
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.training.rate_box import RateBox

OPTIMIZER_CHOICES: tuple[tuple[OptimizerName, str, str], ...] = (
    ("adam", "Adam", "a step of its own for every weight; the course's choice"),
    ("rmsprop", "RMSprop", "steps scaled by how large the gradients were lately"),
    ("sgd", "SGD", "plain steps down the gradient, with momentum if wanted"),
)
LARGEST_SEED = 2**32 - 1
WAIT = "It trains now: stop or finish this run first"


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
        self.momentum = self._box("Momentum", "How much of the last step goes on", 0, 0.99, 0.1)
        self.batch = self._box("Batch size", "Pictures a step", 1, 10_000, 1)
        self.epochs = self._box("Epochs", "How often all pictures are seen", 1, 10_000, 1)
        self.seed = self._box(
            "Seed", "The same seed gives the same network again", 0, LARGEST_SEED, 1
        )
        self.dropout = self._box(
            "Dropout", "Share of values left out at random, against learning by heart; "
            "0 takes the Dropout layers out", 0, 0.95, 0.1,
        )  # fmt: skip
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

    def show_running(self, is_running: bool) -> None:  # noqa: FBT001 - one state, shown
        """Grey what cannot be changed while it trains, which leaves the learning rate."""
        for field in (
            self.optimizer, self.momentum, self.batch, self.epochs, self.seed, self.dropout,
        ):  # fmt: skip
            field.setEnabled(not is_running)
            field.setStatusTip(WAIT if is_running else "")

    def _connect(self) -> None:
        self.optimizer.chosen.connect(self._take_optimizer)
        self.dropout.value_edited.connect(
            lambda value, key: self.dropout_changed.emit(round(value, 4), key)
        )
        for box, name, field, is_whole in (
            (self.rate, "Learning rate", "learning_rate", False),
            (self.momentum, "Momentum", "momentum", False),
            (self.batch, "Batch size", "batch_size", True),
            (self.epochs, "Epochs", "epochs", True),
            (self.seed, "Seed", "seed", True),
        ):
            box.value_edited.connect(
                lambda value, key, name=name, field=field, is_whole=is_whole: self._take(
                    name, key, **{field: round(value) if is_whole else value}
                )
            )

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
