"""What kernels may differ in and still be called alike: a button with a menu that stays open."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kernelview.kernels.freedom import MOST_SHIFT, Freedom
from kernelview.ui.banks.words import freedom_words, ways_words

TOGGLES = (
    ("turns", "Quarter turns", "a kernel turned by 90, 180 or 270 degrees is the same one"),
    ("mirrors", "Mirror images", "a kernel and its mirror image are the same one"),
    (
        "constant",
        "An added constant",
        "what is added to every weight does not count: the kernels' patterns alone do",
    ),
)
# Icon and edges.
BESIDE = 36
_TOGGLING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StayingMenu(QMenu):
    """A menu that stays open while things are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick without closing."""
        if event.key() not in _TOGGLING or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        can_tick = action is not None and action.isEnabled() and action.isCheckable()
        if can_tick and action is not None:
            action.trigger()
        return can_tick


class AlikeButton(QToolButton):
    """Says in its text what does not tell kernels apart."""

    freedom_changed = Signal(object)  # Freedom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._freedom = Freedom()
        self._room = 1000
        self.toggles: dict[str, QAction] = {}
        self.shifts: list[QAction] = []
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("What kernels may differ in")
        self.setMenu(self._menu())
        self.show_freedom(self._freedom)

    @property
    def freedom(self) -> Freedom:
        """What is chosen."""
        return self._freedom

    def show_freedom(self, freedom: Freedom) -> None:
        """Show a choice without saying that it was made."""
        self._freedom = freedom
        for name, action in self.toggles.items():
            action.setChecked(bool(getattr(freedom, name)))
        self.shifts[freedom.shift].setChecked(True)
        words = freedom_words(freedom)
        self.fit(self._room)
        self.setToolTip(
            f"Gain and sign never tell kernels apart; free as well: {words}"
            if words != "gain only"
            else "Only gain and sign do not tell kernels apart"
        )
        self.setAccessibleDescription(self.toolTip())

    def fit(self, room: int) -> None:
        """Say as much as there is room for in so many pixels."""
        self._room = room
        words = freedom_words(self._freedom)
        texts = (f" Alike: {words}", f" Alike: {ways_words(self._freedom)}", " Alike")
        advance = self.fontMetrics().horizontalAdvance
        self.setText(next((one for one in texts if advance(one) + BESIDE <= room), texts[-1]))

    def _menu(self) -> QMenu:
        menu = StayingMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAccessibleName("What kernels may differ in")
        for name, text, explanation in TOGGLES:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setToolTip(explanation)
            action.triggered.connect(
                lambda checked, name=name: self._take(replace(self._freedom, **{name: checked}))
            )
            self.toggles[name] = action
        menu.addSeparator()
        group = QActionGroup(menu)
        for shift in range(MOST_SHIFT + 1):
            action = menu.addAction(_shift_text(shift))
            action.setCheckable(True)
            action.triggered.connect(
                lambda _=False, shift=shift: self._take(replace(self._freedom, shift=shift))
            )
            group.addAction(action)
            self.shifts.append(action)
        return menu

    def _take(self, freedom: Freedom) -> None:
        self.show_freedom(freedom)
        self.freedom_changed.emit(freedom)


def _shift_text(shift: int) -> str:
    if not shift:
        return "No shifts"
    return f"Shifts up to {shift} pixel{'s' if shift > 1 else ''}"
