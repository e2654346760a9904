"""The hand-made bank and the learned one, joined by their best matches."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.bank_drawing import BankDrawing
from kernelview.ui.banks.captions import Captions
from kernelview.ui.banks.content import BanksContent, Spot
from kernelview.ui.banks.empty_banks import EmptyBanks
from kernelview.ui.banks.header import ORDERS, BanksHeader
from kernelview.ui.banks.ordering import BankOrder, group_ranks, learned_order
from kernelview.ui.banks.pair_actions import PairActions
from kernelview.ui.banks.style import style_sheet
from kernelview.ui.banks.summary_view import SummaryView
from kernelview.ui.banks.threshold import ThresholdBar
from kernelview.ui.banks.waiting import Waiting
from kernelview.ui.banks.words import chance_help, count_words, equation, numbers, shown_words
from kernelview.ui.editor.section import Section, thin_line
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.one_line import OneLine
from kernelview.usecases.bank_summary import BankSummary
from kernelview.usecases.compare_banks import BankComparison, MatchChoice

HINT = ("Point at a kernel to see what it is most like", "A click or Enter shows the pair in large")
# In a panel lower than this the summary is folded away at first.
ROOMY = 720


class BanksPanel(QWidget):
    """Shows a comparison; what is asked for is said, not done.

    Pairs are known by their places in the comparison's pairings.
    """

    network_chosen = Signal(int)
    model_wanted = Signal()
    choice_changed = Signal(object)  # MatchChoice
    pair_chosen = Signal(int)
    report_wanted = Signal()
    train_wanted = Signal()
    cancel_wanted = Signal()
    match_wanted = Signal()
    open_wanted = Signal(int)
    hand_made_wanted = Signal(int)
    replace_wanted = Signal(int)
    save_wanted = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._comparison: BankComparison | None = None
        self._summary: BankSummary | None = None
        self._order: BankOrder = "score"
        self._was_seen = False
        self.header = BanksHeader(appearance, self)
        self.busy = Waiting(self)
        self.count = QLabel(self)
        self.threshold = ThresholdBar(appearance, self)
        self.captions = Captions(appearance, self)
        self.drawing = BankDrawing(appearance, self)
        self.equation, self.numbers = OneLine(self), OneLine(self)
        self.action_bar = PairActions(appearance, self)
        self.summary = SummaryView(appearance, self)
        self.whole = Section("The learned bank as a whole", self.summary, self)
        self.empty = EmptyBanks(appearance, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_comparison(None)

    # --- what is shown

    @property
    def choice(self) -> MatchChoice:
        """What is to be matched with what."""
        return self.header.choice

    @property
    def comparison(self) -> BankComparison | None:
        """The comparison shown."""
        return self._comparison

    def show_networks(self, names: tuple[str, ...], chosen: int) -> None:
        """Offer networks; `chosen` -1 where none is."""
        self.header.show_networks(names, chosen)
        if chosen >= 0 and self.header.isHidden():
            # The first network has learned.
            self.show_comparison(None)

    def show_layers(self, names: tuple[str, ...], chosen: int) -> None:
        """Offer the network's convolutional layers."""
        self.header.show_layers(names, chosen)

    def show_comparison(self, comparison: BankComparison | None) -> None:
        """Show a comparison, None where there is none; what was under way has ended.

        The same one as before keeps its summary and what is chosen.
        """
        self._take(comparison)
        if comparison is None:
            self.empty.show_waiting()
        else:
            self.header.show_choice(comparison.choice)

    def show_summary(self, summary: BankSummary | None) -> None:
        """Show what the learned bank is like as a whole; it also sorts by likeness."""
        self._summary = summary
        self.summary.show_summary(summary)
        if self._order == "likeness":
            self._draw()

    def show_pair(self, place: int) -> None:
        """Choose a pairing, without saying that it was chosen."""
        self.drawing.choose(Spot("learned", place))

    def neighbour(self, place: int, by: int) -> int:
        """Return the pairing that stands `by` rows below one, the last or first at the end."""
        content = self.drawing.content
        if content is None:
            return place
        order = content.order
        return order[min(max(order.index(place) + by, 0), len(order) - 1)]

    def show_busy(self, done: int, total: int, message: str) -> None:
        """Show how far the comparison or the training is."""
        if self._comparison is None:
            self.empty.show_busy(done, total, message)
        else:
            self.busy.show_progress(done, total, message)
            self.busy.show()

    def show_idle(self) -> None:
        """Show that nothing is under way any more: what was shown stays."""
        self.busy.hide()
        if self._comparison is None:
            self.empty.show_waiting()

    def show_stopped(self) -> None:
        """Show that the matching was given up before anything was found; it can be done yet."""
        self._take(None)
        self.empty.show_stopped()

    def show_error(self, message: str) -> None:
        """Say why there is no comparison."""
        self._take(None)
        self.empty.show_error(message)

    def show_nothing_trained(self, is_training: bool, message: str = "") -> None:  # noqa: FBT001 - as the page calls it
        """Offer to train a first network; or say that it is under way."""
        self._take(None)
        self.header.hide()
        self.empty.show_first(is_training=is_training, message=message)

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(420, 760)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows a few kernels."""
        return QSize(340, 360)

    def showEvent(self, event: QShowEvent) -> None:
        """Fold the summary away where it leaves the banks little room, the first time."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self.whole.heading.setChecked(self.height() >= ROOMY)

    # --- drawing

    def _take(self, comparison: BankComparison | None) -> None:
        """Show a comparison or an empty page; nothing is under way."""
        if comparison is None or comparison is not self._comparison:
            self._comparison, self._summary = comparison, None
            self.summary.show_summary(None)
            self._draw()
        if comparison is not None:
            self._show_scores(comparison)
        self.busy.hide()
        self.header.show()
        self.header.can_report(on=comparison is not None)
        self._pages.setCurrentWidget(self.empty if comparison is None else self._page)

    def _draw(self) -> None:
        """Show the two banks in the order chosen."""
        comparison = self._comparison
        if comparison is None:
            self.drawing.show_content(None)
        else:
            self.drawing.show_content(self._content(comparison))
        self._show_captions()
        self._show_pair()

    def _content(self, comparison: BankComparison) -> BanksContent:
        groups = self._summary.groups if self._summary is not None else ()
        order = learned_order(comparison.pairings, self._order, groups)
        spans = group_ranks(groups) if self._order == "likeness" else ()
        return BanksContent(comparison, order, spans)

    def _show_scores(self, comparison: BankComparison) -> None:
        self.count.setText(count_words(comparison))
        self.count.setToolTip(chance_help(comparison))
        pairings = comparison.pairings
        self.threshold.show_scores(
            [float("nan") if one.match is None else one.match.score for one in pairings],
            [one.is_significant for one in pairings],
            comparison.chance.level(),
        )
        self._show_threshold()

    def _show_captions(self) -> None:
        if self._comparison is not None:
            made, learned = len(self._comparison.hand_made), len(self._comparison.pairings)
            self.captions.show_banks(
                f"{made} hand-made", f"{learned} learned", self.drawing.columns
            )

    def _show_pair(self) -> None:
        """Say in words what the mouse is on, else what is chosen."""
        comparison, pair = self._comparison, self.drawing.pair
        chosen = self.drawing.chosen_pair
        match = None if comparison is None or chosen is None else comparison.pairings[chosen].match
        self.action_bar.show_pair(has_pair=chosen is not None, has_match=match is not None)
        if comparison is None or pair is None:
            self.equation.show_words(HINT[0])
            self.numbers.show_words(HINT[1])
        else:
            self.equation.show_words(equation(comparison.pairings[pair]))
            self.numbers.show_words(numbers(comparison.pairings[pair]))

    # --- what the person does

    def _choose_order(self, value: str) -> None:
        self._order = next(order for order, *_ in ORDERS if order == value)
        self._draw()

    def _show_threshold(self) -> None:
        self.drawing.show_threshold(self.threshold.threshold)
        if self._comparison is not None:
            self.threshold.show_words(shown_words(self._comparison, self.threshold.threshold))

    def _act(self, name: str) -> None:
        pair = self.drawing.chosen_pair
        signals = {
            "open": self.open_wanted,
            "hand-made": self.hand_made_wanted,
            "replace": self.replace_wanted,
            "save": self.save_wanted,
        }
        if pair is not None:
            signals[name].emit(pair)

    # --- parts

    def _connect(self) -> None:
        self.header.network_chosen.connect(self.network_chosen)
        self.header.model_wanted.connect(self.model_wanted)
        self.header.choice_changed.connect(self.choice_changed)
        self.header.order_changed.connect(self._choose_order)
        self.header.report_wanted.connect(self.report_wanted)
        self.threshold.threshold_changed.connect(self._show_threshold)
        self.drawing.hovered.connect(lambda _: self._show_pair())
        self.drawing.chosen.connect(lambda _: self._show_pair())
        self.drawing.opened.connect(self.pair_chosen)
        self.drawing.menu_asked.connect(self._open_menu)
        self.drawing.laid_out.connect(self._show_captions)
        self.action_bar.asked.connect(self._act)
        self.busy.cancel_wanted.connect(self.cancel_wanted)
        self.empty.train_wanted.connect(self.train_wanted)
        self.empty.model_wanted.connect(self.model_wanted)
        self.empty.cancel_wanted.connect(self.cancel_wanted)
        self.empty.match_wanted.connect(self.match_wanted)
        self._appearance.changed.connect(self._restyle)

    def _open_menu(self, place: QPoint) -> None:
        self.action_bar.open_menu(place)

    def _lay_out(self) -> None:
        self.setObjectName("banks-panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Banks")
        self.count.setObjectName("banks-count")
        self.count.setWordWrap(True)
        self.numbers.setObjectName("banks-numbers")
        self._page = QWidget(self)
        self._page.setObjectName("banks-page")
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(SPACING // 2)
        page.addWidget(self.count)
        page.addWidget(self.threshold)
        page.addWidget(self.captions)
        page.addWidget(self.drawing, 1)
        page.addWidget(thin_line(self._page))
        page.addWidget(self.equation)
        page.addWidget(self.numbers)
        page.addWidget(self.action_bar)
        page.addWidget(self.whole)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        layout.setSpacing(SPACING)
        layout.addWidget(self.header)
        layout.addWidget(self.busy)
        layout.addWidget(self._pages, 1)

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
