"""The pair view: one learned kernel and its hand-made match, in every way there is."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.pair.details import PairDetails
from kernelview.ui.pair.empty_state import EmptyState
from kernelview.ui.pair.kernel_row import KernelRow
from kernelview.ui.pair.results_view import ResultsView
from kernelview.ui.pair.style import style_sheet
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.action_bar import ActionBar, KernelAction
from kernelview.usecases.compare_pair import PairFacts, PairPictures
from kernelview.usecases.pair_words import pair_sentence

# From this width on the details stand beside the pictures.
WIDE = 840
DETAILS_WIDTH = 376
ROOMY, TITLED, CRAMPED = 840, 660, 548
# What the two steps and the margins take of the actions' width.
BESIDE_ACTIONS = 64
EMPTY = (
    "No pair chosen",
    "Once the banks at the left are matched, choose a line between two kernels, or a map.",
)
ACTIONS = (
    KernelAction(
        "open-learned", "Open learned", "Learned", "square-pen",
        "Open the learned kernel in the editor",
    ),
    KernelAction(
        "open-hand-made", "Open hand-made", "Hand-made", "pencil",
        "Open the hand-made kernel in the editor, as it stands in its bank",
    ),
    KernelAction(
        "replace", "Replace", "Replace", "shuffle",
        "Put the hand-made kernel, brought to fit, into the network in the learned one's place; "
        "the accuracy before and after is told",
    ),
    KernelAction(
        "put-back", "Put back", "Put back", "import",
        "Put the kernel of the editor into the network in the learned one's place; the accuracy "
        "before and after is told",
    ),
    KernelAction("save", "Save to Mine", "Save", "bookmark-plus", "Keep it among your own kernels"),
)  # fmt: skip
OF_HAND_MADE = ("open-hand-made", "replace")


class PairPanel(QWidget):
    """Passive: shows a pair, and says what is wanted with it. Signals carry the Pairing."""

    open_learned_wanted = Signal(object)
    open_hand_made_wanted = Signal(object)
    replace_wanted = Signal(object)
    put_back_wanted = Signal(object)
    save_wanted = Signal(object)
    previous_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pair")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._facts: PairFacts | None = None
        self._is_wide: bool | None = None
        self.previous = self._step_button("chevron-left", "Previous pair", "Alt+Left")
        self.next = self._step_button("chevron-right", "Next pair", "Alt+Right")
        self.actions_bar = ActionBar(
            appearance, self, actions=ACTIONS, roomy=ROOMY, cramped=CRAMPED
        )
        self.sentence, self.accuracies = QLabel(self), QLabel(self)
        self.kernels = KernelRow(appearance, self)
        self.results = ResultsView(appearance, self)
        self.details = PairDetails(appearance, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_pair(None)

    @property
    def facts(self) -> PairFacts | None:
        """The pair shown."""
        return self._facts

    def show_pair(self, facts: PairFacts | None) -> None:
        """Show another pair; what was told of accuracies is gone."""
        self._facts = facts
        self._stack.setCurrentIndex(0 if facts is None else 1)
        self.show_accuracies("")
        if facts is None:
            return
        match = facts.pairing.match
        name = str(facts.pairing.learned.address)
        self.actions_bar.show_kernel(
            name if match is None else f"{name} and {match.classical.label}"
        )
        for action in OF_HAND_MADE:
            self.actions_bar.allow(action, on=match is not None)
        self.sentence.setText(pair_sentence(facts.pairing))
        self.setAccessibleDescription(self.sentence.text())
        self.kernels.show_facts(facts)
        self.details.show_facts(facts)

    def show_pictures(self, pictures: PairPictures | None, *, busy: bool = False) -> None:
        """Show what both make of the picture; None with `busy`: it is on its way."""
        self.results.show_pictures(pictures, busy=busy)

    def show_accuracies(self, text: str) -> None:
        """Tell what a replacement did to the network, "" to tell nothing."""
        self.accuracies.setText(text)
        self.accuracies.setVisible(bool(text))

    def can_put_back(self, *, on: bool) -> None:
        """Say whether the editor has a kernel for the network."""
        self.actions_bar.can_put_back(on=on)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(980, 780)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the kernels."""
        return QSize(480, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details beside or below."""
        super().resizeEvent(event)
        # Between texts there is no room for it; the sentence begins with the same name.
        is_full = CRAMPED <= self.width() - BESIDE_ACTIONS < TITLED
        self.actions_bar.title.setVisible(not is_full)
        self._arrange()

    def _ask(self, name: str) -> None:
        if self._facts is None:
            return
        signals = {
            "open-learned": self.open_learned_wanted,
            "open-hand-made": self.open_hand_made_wanted,
            "replace": self.replace_wanted,
            "put-back": self.put_back_wanted,
            "save": self.save_wanted,
        }
        signals[name].emit(self._facts.pairing)

    def _connect(self) -> None:
        self.actions_bar.asked.connect(self._ask)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)
        self._appearance.changed.connect(self._restyle)

    def _header(self) -> QHBoxLayout:
        for label, name in ((self.sentence, "pair-sentence"), (self.accuracies, "accuracies")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QHBoxLayout()
        top.setSpacing(SPACING // 2)
        for widget in (self.previous, self.next):
            top.addWidget(widget)
        top.addWidget(self.actions_bar, 1)
        return top

    def _lay_out(self) -> None:
        full = QWidget(self)
        full.setObjectName("pair-full")
        layout = QVBoxLayout(full)
        layout.setContentsMargins(SPACING, SPACING, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(self._header())
        layout.addWidget(self.sentence)
        layout.addWidget(self.accuracies)
        below = QHBoxLayout()
        below.setSpacing(SPACING)
        below.addWidget(self._scrolling(), 1)
        self._side = self._scroll_area("Scroll the numbers")
        self._side.setFixedWidth(DETAILS_WIDTH)
        below.addWidget(self._side)
        layout.addLayout(below, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState(*EMPTY, self))
        self._stack.addWidget(full)

    def _scrolling(self) -> QScrollArea:
        page = QWidget(self)
        page.setObjectName("pair-page")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, SPACING, SPACING)
        self._grid.setHorizontalSpacing(2 * SPACING)
        self._grid.setVerticalSpacing(2 * SPACING)
        self._grid.addWidget(self.kernels, 0, 0)
        self._grid.addWidget(self.results, 1, 0)
        self._grid.setRowStretch(1, 1)
        area = self._scroll_area("Scroll the pair")
        area.setWidget(page)
        return area

    def _scroll_area(self, name: str) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.verticalScrollBar().setAccessibleName(name)
        return area

    def _arrange(self) -> None:
        is_wide = self.width() >= WIDE
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._side.setVisible(is_wide)
        self.kernels.show_small(on=not is_wide)
        self.details.arrange(is_wide=is_wide)
        if is_wide:
            self._grid.removeWidget(self.details)
            self._side.setWidget(self.details)
        else:
            self._side.takeWidget()
            self._grid.addWidget(self.details, 2, 0)
        self.details.show()

    def _step_button(self, icon: str, name: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon-name", icon)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
        for button in (self.previous, self.next):
            button.setIcon(self._appearance.icon(str(button.property("icon-name"))))
