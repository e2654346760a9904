"""Makes actions, menus and the toolbar from the command rows."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from kernelview.files.assets import sample_labels, sample_pictures
from kernelview.ui.commands import COMMANDS, FILTER, MENUS, TOOLS, WORKSPACE_TOOLS, Command
from kernelview.ui.shell.palette import PaletteEntry

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow

ICON_SIDE = 18
# Buttons with text beside the icon, and how wide the window must be for it.
WITH_TEXT: dict[str, int] = {
    "open": 920,
    "samples": 920,
    "export": 920,
    "view-result": 1180,
    "view-wipe": 1180,
    "view-side-by-side": 1180,
    "view-difference": 1180,
}
SHORT_TEXTS = {"export": "Export"}


class Menus:
    """Holds the action of every command and keeps text, ticks and greying right."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.actions = {command.id: self._action(command) for command in COMMANDS}
        self.recent = QMenu("Open recent", window)
        self.samples = QMenu("Samples", window)
        self._zoom = QLabel(window)
        self._buttons: dict[str, QToolButton] = {}
        self._fill_samples()
        self._fill_menu_bar()
        self._fill_toolbars()
        self.show_workspace(FILTER)
        self.show_icons()
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done now and what undo and redo would do."""
        window = self._window
        for command in COMMANDS:
            action = self.actions[command.id]
            is_here = command.workspace in (None, window.workspace)
            action.setEnabled(is_here and command.enabled(window))
            if command.checked is not None:
                action.setChecked(command.checked(window))
        for id_, verb, name in (
            ("undo", "Undo", window.session.undo_name),
            ("redo", "Redo", window.session.redo_name),
        ):
            text = f"{verb} {name}" if name else verb
            self.actions[id_].setText(text)
            self.actions[id_].setToolTip(f"{text} ({self.actions[id_].shortcut().toString()})")

    def show_recent(self, paths: Iterable[Path]) -> None:
        """List the recent files."""
        self.recent.clear()
        for path in paths:
            action = self.recent.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._open(path))
        self.recent.setEnabled(not self.recent.isEmpty())

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom in the toolbar."""
        percent = zoom * 100
        self._zoom.setText(f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %")

    def show_width(self, width: int) -> None:
        """Leave texts out of the toolbar where the window is too narrow for them."""
        for id_, least in WITH_TEXT.items():
            wide = width >= least
            self._buttons[id_].setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                if wide
                else Qt.ToolButtonStyle.ToolButtonIconOnly
            )

    def show_workspace(self, place: int) -> None:
        """Show the tools of a workspace, and grey what belongs to the others."""
        for other, bar in self._workspace_bars.items():
            bar.setVisible(other == place)
        self.refresh()

    def show_icons(self) -> None:
        """Draw the icons in the colours of the theme."""
        appearance = self._window.appearance
        for command in COMMANDS:
            if command.icon:
                self.actions[command.id].setIcon(appearance.icon(command.icon))
        self._samples_button.setIcon(appearance.icon("image"))

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Return every command as a row of the palette."""
        return tuple(
            PaletteEntry(
                text=self.actions[command.id].text(),
                group=command.menu,
                shortcut=_readable(command.shortcut),
                enabled=self.actions[command.id].isEnabled(),
                run=self.actions[command.id].trigger,
            )
            for command in COMMANDS
        )

    def shortcut_groups(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the rows of the shortcut help, menu by menu."""
        return tuple(
            (menu, rows)
            for menu in MENUS
            if (
                rows := tuple(
                    (command.text, _readable(command.shortcut))
                    for command in COMMANDS
                    if command.menu == menu and command.shortcut
                )
            )
        )

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.id)
        # The space parts icon and text in the toolbar.
        action.setIconText(f" {SHORT_TEXTS.get(command.id, command.text.rstrip('…'))}")
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self._run(command))
        shortcut = _readable(command.shortcut)
        words = command.help or command.text.rstrip("…")
        action.setToolTip(f"{words} ({shortcut})" if shortcut else words)
        if command.shortcut and not command.local:
            action.setShortcut(QKeySequence(command.shortcut))
        self._window.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        self._window.activity.text = command.text.rstrip("…")
        command.run(self._window)
        self.refresh()

    def _open(self, path: Path) -> None:
        self._window.opening.open_picture(path)

    def _fill_samples(self) -> None:
        for label, path in zip(sample_labels(), sample_pictures(), strict=True):
            action = self.samples.addAction(label)
            action.triggered.connect(
                lambda _=False, path=path: self._window.opening.open_picture(path, remember=False)
            )

    def _fill_menu_bar(self) -> None:
        bar = self._window.menuBar()
        for title in MENUS:
            menu = bar.addMenu(f"&{title}")
            menu.setToolTipsVisible(True)
            for command in COMMANDS:
                if command.menu != title:
                    continue
                if command.separated:
                    menu.addSeparator()
                menu.addAction(self.actions[command.id])
                if command.id == "open":
                    menu.addMenu(self.recent)
                    menu.addMenu(self.samples)

    def _fill_toolbars(self) -> None:
        self._samples_button = _menu_button("Samples", self.samples, self._window)
        self._buttons["samples"] = self._samples_button
        self._fill(self._toolbar("Tools"), TOOLS)
        self._workspace_bars = {
            place: self._toolbar(f"Tools of the workspace {place + 1}") for place in WORKSPACE_TOOLS
        }
        for place, ids in WORKSPACE_TOOLS.items():
            self._fill(self._workspace_bars[place], ids)
        self._zoom.setAccessibleName("Zoom")
        self._zoom.setMinimumWidth(48)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _toolbar(self, name: str) -> QToolBar:
        bar = QToolBar(name, self._window)
        bar.setObjectName(name.lower().replace(" ", "-"))
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._window.addToolBar(bar)
        return bar

    def _fill(self, bar: QToolBar, ids: Iterable[str]) -> None:
        for id_ in ids:
            match id_:
                case "|":
                    bar.addSeparator()
                case ">":
                    bar.addWidget(_spacer(bar))
                case "samples":
                    bar.addWidget(self._samples_button)
                case "zoom":
                    bar.addWidget(self._zoom)
                case _:
                    self._add_button(bar, id_)

    def _add_button(self, bar: QToolBar, id_: str) -> None:
        bar.addAction(self.actions[id_])
        button = bar.widgetForAction(self.actions[id_])
        if not isinstance(button, QToolButton):
            return
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self.actions[id_].text().rstrip("…"))
        self._buttons[id_] = button


def _menu_button(text: str, menu: QMenu, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(f" {text}")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(text)
    button.setToolTip("Open one of the bundled pictures")
    return button


def _spacer(parent: QWidget) -> QWidget:
    spacer = QWidget(parent)
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer


def _readable(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
