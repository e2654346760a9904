"""How many pictures, and how they are made where they are made or resized."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kernelview.learn.choices import BUNDLED, DataChoice
from kernelview.ui.data.data_words import is_folder
from kernelview.ui.data.fields import Field, link, two_columns
from kernelview.ui.editor.number_box import NumberBox

MOST_PICTURES = 10_000_000
LARGEST_SEED = 2**32 - 1


class AmountFields(QWidget):
    """The number of pictures and the share kept for testing."""

    # name of the step, merge key, {field of DataChoice: value}
    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total: int | None = None
        self._can_grow = False
        self.pictures = NumberBox(
            "Number of pictures", self, help_text="How many pictures are used, the first so many",
            minimum=2, maximum=MOST_PICTURES, step=100,
        )  # fmt: skip
        self.test_share = NumberBox(
            "Share for testing", self,
            help_text="Kept out of training: tells how well the network does on pictures "
            "it has never seen",
            minimum=1, maximum=90, step=5, unit="%",
        )  # fmt: skip
        self.everything = link("all", "Use all pictures", "Use all pictures there are", self)
        two_columns(
            self,
            (
                Field("Pictures", self.pictures, self, beside=self.everything),
                Field("For testing", self.test_share, self),
            ),
        )
        self.pictures.value_edited.connect(self._take_pictures)
        self.test_share.value_edited.connect(self._take_share)
        self.everything.clicked.connect(self._take_all)

    def show_choice(self, choice: DataChoice, total: int | None) -> None:
        """Show the amounts; `total` is how many there are without a limit, where that is known."""
        self._total = total
        # More shapes can always be made.
        self._can_grow = choice.source == "shapes"
        shown = total if choice.limit is None else choice.limit
        self.pictures.setEnabled(shown is not None)
        if shown is not None:
            self.pictures.show_value(shown)
        else:
            self.pictures.lineEdit().clear()
        self.everything.setVisible(choice.limit is not None)
        self.test_share.show_value(round(choice.test_share * 100, 2))

    def _take_pictures(self, value: float, key: object) -> None:
        limit: int | None = round(value)
        if self._total is not None and not self._can_grow and limit is not None:
            limit = None if limit >= self._total else limit
        self.edited.emit("Number of pictures", key, {"limit": limit})

    def _take_all(self) -> None:
        self.edited.emit("Use all pictures", None, {"limit": None})

    def _take_share(self, value: float, key: object) -> None:
        self.edited.emit("Share for testing", key, {"test_share": round(value / 100, 4)})


class MakingFields(QWidget):
    """Side, noise, colour and seed, as far as the source takes them."""

    # name of the step, merge key, {field of DataChoice: value}
    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = NumberBox(
            "Side of the pictures", self, help_text="Width and height of each picture",
            minimum=8, maximum=256, step=4, unit="px",
        )  # fmt: skip
        self.noise = NumberBox(
            "Noise", self, help_text="Standard deviation of the noise, where white is 1",
            minimum=0, maximum=1, step=0.05,
        )  # fmt: skip
        self.seed = NumberBox(
            "Seed of the pictures", self,
            help_text="Another number gives other shapes, or another order of the files",
            minimum=0, maximum=LARGEST_SEED, step=1,
        )  # fmt: skip
        self.colour = QCheckBox("In colour", self)
        self.colour.setAccessibleName("In colour")
        self.colour.setToolTip("Three channels, red, green and blue, instead of grey")
        self._side, self._noise = Field("Side", self.side, self), Field("Noise", self.noise, self)
        self._seed = Field("Seed", self.seed, self)
        two_columns(self, (self._side, self._seed, self._noise, self.colour))
        self._connect()

    def show_choice(self, choice: DataChoice) -> None:
        """Show what applies to the source, nothing for the bundled digits."""
        made, folder = choice.source == "shapes", is_folder(choice.source)
        self.setVisible(made or choice.source not in BUNDLED)
        self._side.setVisible(made or folder)
        self.colour.setVisible(made or folder)
        self._noise.setVisible(made)
        self.side.show_value(choice.side)
        self.noise.show_value(choice.noise)
        self.seed.show_value(choice.seed)
        self.colour.setChecked(choice.colour)

    def _connect(self) -> None:
        say = self.edited.emit
        self.side.value_edited.connect(
            lambda value, key: say("Side of the pictures", key, {"side": round(value)})
        )
        self.noise.value_edited.connect(
            lambda value, key: say("Noise of the shapes", key, {"noise": value})
        )
        self.seed.value_edited.connect(
            lambda value, key: say("Seed of the pictures", key, {"seed": round(value)})
        )
        self.colour.clicked.connect(
            lambda on: say("Colour of the pictures", None, {"colour": bool(on)})
        )
