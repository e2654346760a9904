"""What stands where the banks will be: the first visit, nothing chosen, and what went wrong."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.waiting import Waiting
from kernelview.ui.theme import SPACING

WIDTH = 300
FIRST = (
    "No network has learned yet",
    (
        "Train the course's network now: about 10 seconds. Then its kernels stand here beside "
        "the hand-made ones they are most like."
    ),
)
TRAINING = ("The network is learning", "Its kernels appear here as soon as it has.")
WAITING = ("Nothing to compare yet", "Choose a network above.")
COMPARING = ("Comparing the kernels", "They appear here as soon as that is done.")
STOPPED = ("Not compared", "The matching was stopped.")
WRONG = "They cannot be compared"


class EmptyBanks(QWidget):
    """A heading, a sentence, and what can be done about it."""

    train_wanted = Signal()
    model_wanted = Signal()
    cancel_wanted = Signal()
    match_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.heading, self.text = QLabel(self), QLabel(self)
        self.heading.setObjectName("empty-heading")
        self.text.setObjectName("empty-text")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.waiting = Waiting(self, is_stacked=True)
        self.train = QPushButton(" Train it now", self)
        self.train.setObjectName("primary")
        self.open = QPushButton(" Open a model file…", self)
        self.match = QPushButton("Match now", self)
        self.match.setObjectName("primary")
        self._lay_out()
        self.match.clicked.connect(self.match_wanted)
        self.train.clicked.connect(self.train_wanted)
        self.open.clicked.connect(self.model_wanted)
        self.waiting.cancel_wanted.connect(self.cancel_wanted)
        appearance.changed.connect(self._show_icons)
        self._show_icons()
        self.show_first(is_training=False)

    def show_first(self, *, is_training: bool, message: str = "") -> None:
        """Offer to train; or say that it is under way: how far, `show_busy` knows."""
        was_training = self.heading.text() == TRAINING[0]
        self._show_words(*(TRAINING if is_training else FIRST), is_problem=False)
        if message and not is_training:
            self.text.setText(f"{message}\n\n{FIRST[1]}")
        self._show_parts(can_train=not is_training, is_busy=is_training)
        if is_training and was_training:
            self.waiting.show_message(message)
        elif is_training:
            self.waiting.show_progress(0, 0, message or "reading the data")

    def show_waiting(self) -> None:
        """Say that a network is to be chosen."""
        self._show_words(*WAITING, is_problem=False)
        self._show_parts(can_train=False, is_busy=False)

    def show_stopped(self) -> None:
        """Offer to match after all."""
        self._show_words(*STOPPED, is_problem=False)
        self._show_parts(can_train=False, is_busy=False, can_match=True)

    def show_busy(self, done: int, total: int, message: str) -> None:
        """Show how far the training or the comparison is."""
        if self.waiting.isHidden():
            self._show_words(*COMPARING, is_problem=False)
            self._show_parts(can_train=False, is_busy=True)
        self.waiting.show_progress(done, total, message)

    def show_error(self, message: str) -> None:
        """Say what went wrong."""
        self._show_words(WRONG, message, is_problem=True)
        self._show_parts(can_train=False, is_busy=False)

    def _show_words(self, heading: str, text: str, *, is_problem: bool) -> None:
        self.heading.setText(heading)
        self.text.setText(text[:1].upper() + text[1:])
        self.text.setProperty("problem", is_problem)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)

    def _show_parts(self, *, can_train: bool, is_busy: bool, can_match: bool = False) -> None:
        buttons = (self.train, self.open, self.match, self.waiting.cancel)
        had_focus = any(one.hasFocus() for one in buttons)
        self.train.setVisible(can_train)
        self.open.setVisible(can_train)
        self.match.setVisible(can_match)
        self.waiting.setVisible(is_busy)
        if had_focus:
            shown = self.match if can_match else self.train
            (self.waiting.cancel if is_busy else shown).setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACING, 0, SPACING)
        layout.setSpacing(SPACING)
        layout.addStretch(1)
        for label in (self.heading, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(WIDTH)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACING)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addStretch(1)
        for button in (self.train, self.open, self.match):
            button.setMinimumHeight(32)
            button.setIconSize(QSize(16, 16))
            button.setAccessibleName(button.text().strip())
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        self.waiting.setFixedWidth(WIDTH)
        layout.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.train.setToolTip("Train the course's network on 5,000 digits")
        self.open.setToolTip("Open a network from a file")
        self.match.setToolTip("Set the network's kernels against the hand-made ones")

    def _show_icons(self) -> None:
        self.train.setIcon(self._appearance.icon_on_accent("play"))
        self.open.setIcon(self._appearance.icon("folder-open"))
