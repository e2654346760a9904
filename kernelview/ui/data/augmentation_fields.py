"""How training pictures are varied."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kernelview.learn.choices import Augmentation
from kernelview.ui.data.fields import Field, two_columns
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING

# In lines of their own: words that Qt wraps would make the panel's height guesswork.
WORDS = "Anew each time it is trained on.\nTest pictures stay as they are."


class AugmentationFields(QWidget):
    """Shift, turn and noise."""

    # name of the step, merge key, {"augmentation": Augmentation}
    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._augmentation = Augmentation()
        self.shift = NumberBox(
            "Shift by at most", self, help_text="Moved at most so far, a share of the side",
            minimum=0, maximum=50, step=5, unit="%",
        )  # fmt: skip
        self.angle = NumberBox(
            "Turn by at most", self, help_text="Turned at most so far, either way",
            minimum=0, maximum=180, step=5, unit="°",
        )  # fmt: skip
        self.noise = NumberBox(
            "Added noise", self, help_text="Standard deviation of added noise, where white is 1",
            minimum=0, maximum=1, step=0.05,
        )  # fmt: skip
        self.shift.value_edited.connect(lambda value, key: self._take(key, shift=value / 100))
        self.angle.value_edited.connect(lambda value, key: self._take(key, angle=value))
        self.noise.value_edited.connect(lambda value, key: self._take(key, noise=value))
        self._lay_out()

    def show_augmentation(self, augmentation: Augmentation) -> None:
        """Show how pictures are varied."""
        self._augmentation = augmentation
        self.shift.show_value(round(augmentation.shift * 100, 4))
        self.angle.show_value(augmentation.angle)
        self.noise.show_value(augmentation.noise)

    def _take(self, key: object, **changes: float) -> None:
        rounded = {name: round(value, 6) for name, value in changes.items()}
        changed = replace(self._augmentation, **rounded)
        self.edited.emit("Augmentation", key, {"augmentation": changed})

    def _lay_out(self) -> None:
        fields = QWidget(self)
        two_columns(
            fields,
            (
                Field("Shift", self.shift, fields),
                Field("Turn", self.angle, fields),
                Field("Noise", self.noise, fields),
            ),
        )
        words = QLabel(WORDS, self)
        words.setObjectName("explanation")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(fields)
        layout.addWidget(words)


def summary(augmentation: Augmentation) -> str:
    """Return what is varied, in a few words; "" where nothing is."""
    parts = [
        f"shift {augmentation.shift * 100:g} %" if augmentation.shift else "",
        f"turn {augmentation.angle:g}°" if augmentation.angle else "",
        f"noise {augmentation.noise:g}" if augmentation.noise else "",
    ]
    return ", ".join(part for part in parts if part)
