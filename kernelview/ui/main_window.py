"""The window: its parts in their places. What connects them is in wiring.py."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kernelview.document import Image, Session, new_document
from kernelview.ui.appearance import Appearance, ThemeChoice
from kernelview.ui.canvas import VIEW_MODES, Canvas, InspectorPanel
from kernelview.ui.code import CodeExport
from kernelview.ui.command import COMPARE, FILTER, TRAIN
from kernelview.ui.dialogs import Dialogs
from kernelview.ui.editor import EditorPanel
from kernelview.ui.exporting import Exporting
from kernelview.ui.histogram import HistogramPanel
from kernelview.ui.histograms import Histograms
from kernelview.ui.inspecting import Inspecting
from kernelview.ui.library import LibraryPanel
from kernelview.ui.live_result import LiveResult
from kernelview.ui.menus import Menus
from kernelview.ui.methods import Comparing, MethodsDialog
from kernelview.ui.mine_keeper import MineKeeper
from kernelview.ui.opening import Opening, local_paths
from kernelview.ui.preferences import Preferences
from kernelview.ui.runner import Runner
from kernelview.ui.shell.about import show_about
from kernelview.ui.shell.error_report import Activity
from kernelview.ui.shell.notice_bar import NoticeBar
from kernelview.ui.shell.palette import CommandPalette
from kernelview.ui.shell.shortcut_help import ShortcutHelp
from kernelview.ui.shell.workspace_switch import WorkspaceSwitch
from kernelview.ui.stages import StagesStrip
from kernelview.ui.status_line import StatusLine
from kernelview.ui.theme import SPACING
from kernelview.ui.wiring import connect_window
from kernelview.ui.workspaces import made_comparison, made_lab

if TYPE_CHECKING:
    from kernelview.ui.comparison.comparison import Comparison
    from kernelview.ui.lab.lab import Lab

SHUT_DOWN_SECONDS = 1.5
SMALLEST = (760, 480)
USUAL = (1440, 900)
SIDE_WIDTH = 340
LIBRARY_WIDTH = 240
WORKSPACES = ("Filter", "Train", "Compare")
CHANNELS = ("Red channel", "Green channel", "Blue channel")


class MainWindow(QMainWindow):
    """Library, canvas with the stages below it, and the kernel's panel."""

    appearance: Appearance
    preferences: Preferences
    activity: Activity
    runner: Runner
    notice: NoticeBar
    mine: MineKeeper
    session: Session
    dialogs: Dialogs
    canvas: Canvas
    library: LibraryPanel
    editor: EditorPanel
    stages: StagesStrip
    inspector: InspectorPanel
    histogram_panel: HistogramPanel
    channel: QComboBox
    result: LiveResult
    status: StatusLine
    opening: Opening
    exporting: Exporting
    code_export: CodeExport
    inspecting: Inspecting
    histograms: Histograms
    methods_dialog: MethodsDialog
    comparing: Comparing
    palette_dialog: CommandPalette
    shortcut_help: ShortcutHelp
    tabs: QTabWidget
    splitter: QSplitter
    workspaces: QStackedWidget
    switch: WorkspaceSwitch
    menus: Menus
    # False once the window closed while a call that cannot be interrupted still ran.
    has_ended_work: bool = True
    # What these workspaces need takes a while to load: they come with the first visit.
    lab: "Lab | None" = None
    comparison: "Comparison | None" = None

    def __init__(
        self,
        image: Image,
        *,
        appearance: Appearance,
        preferences: Preferences,
        mine_file: Path,
        runs_folder: Path,
        results_folder: Path,
        make_dialogs: Callable[[QWidget], Dialogs] = Dialogs,
    ) -> None:
        super().__init__()
        self.setWindowTitle("KernelView")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.appearance, self.preferences = appearance, preferences
        self.runs_folder, self.results_folder = runs_folder, results_folder
        self.activity = Activity()
        self.runner = Runner(self)
        self.notice = NoticeBar(appearance, self)
        self.mine = MineKeeper(mine_file, self)
        self.mine.failed.connect(self.notice.show_error)
        self.session = Session(new_document(image, mine=self.mine.load()))
        self.dialogs = make_dialogs(self)
        self._make_parts()
        self._lay_out()
        self.switch = WorkspaceSwitch(WORKSPACES, ("Ctrl+1", "Ctrl+2", "Ctrl+3"), self)
        self.menus = Menus(self)
        self.menuBar().setCornerWidget(self.switch)
        self.switch.show_chosen(FILTER)
        self.switch.chosen.connect(self.show_workspace)
        self.menus.show_width(self.width())
        self._restore()
        connect_window(self)

    # What the commands call

    @property
    def workspace(self) -> int:
        """Which of WORKSPACES is in sight."""
        return self.workspaces.currentIndex()

    def show_workspace(self, place: int) -> None:
        """Bring a workspace to the front; the first time, make it."""
        if place == TRAIN:
            made_lab(self)
        elif place == COMPARE:
            made_comparison(self)
        self.workspaces.setCurrentIndex(place)
        self.switch.show_chosen(place)
        self.menus.show_workspace(place)
        self.status.show_workspace(is_filter=place == FILTER)
        if place == FILTER:
            self.histograms.refresh()

    def add_page(self, page: QWidget) -> None:
        """Take the page of a workspace, those before it first."""
        self.workspaces.addWidget(page)

    def show_tab(self, index: int) -> None:
        """Bring the Kernel, Pixel or Histogram tab to the front."""
        self.tabs.setCurrentIndex(index)

    def focus_canvas(self) -> None:
        """Give the keyboard to the picture."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_kernel(self) -> None:
        """Give the keyboard to the kernel's cells."""
        self.show_tab(0)
        self.editor.cells.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def run_in_editor(self, name: str) -> None:
        """Do an action of the editor that needs its panel in sight."""
        self.show_tab(0)
        self.editor.run(name)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Follow the system, or be light or dark; remembered."""
        self.preferences.theme = choice
        self.appearance.choose(choice)

    def open_palette(self) -> None:
        """Let the person find a command by a few letters."""
        self.palette_dialog.open_with(self.menus.palette_entries())

    def open_shortcut_help(self) -> None:
        """List the shortcuts."""
        self.shortcut_help.open_with(self.menus.shortcut_groups())

    def show_about(self) -> None:
        """Say what this is."""
        show_about(self)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the toolbar to the width."""
        super().resizeEvent(event)
        self.menus.show_width(event.size().width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if local_paths(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        if self.opening.take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only when something would be lost; then end all work."""
        loss = self._loss()
        if loss and not self.dialogs.may_lose(loss):
            event.ignore()
            return
        self._remember()
        self.inspector.stop()
        self.has_ended_work = self.runner.shut_down(SHUT_DOWN_SECONDS)
        super().closeEvent(event)

    def _loss(self) -> str:
        if self.lab is not None and self.lab.training.is_running:
            return "A network is still learning; closing now loses what this run has learned."
        if self.exporting.is_busy:
            return "A file is still being exported; closing now leaves it as it was before."
        if self.mine.unsaved:
            return "Changes of your own kernels could not be saved and would be lost."
        return ""

    # Building

    def _make_parts(self) -> None:
        appearance = self.appearance
        self.canvas = Canvas(appearance, self)
        self.library = LibraryPanel(appearance, self)
        self.editor = EditorPanel(appearance, self)
        self.stages = StagesStrip(appearance, self)
        self.inspector = InspectorPanel(appearance, self)
        self.histogram_panel = HistogramPanel(appearance, self)
        self.channel = QComboBox(self)
        self.channel.addItems(CHANNELS)
        self.channel.setAccessibleName("Inspected channel")
        self.channel.setToolTip("Which channel of a colour picture is taken apart")
        self.result = LiveResult(self.runner, self.canvas, self)
        self.status = StatusLine(appearance, self)
        parts = (self.session, self.runner, self.dialogs, self.preferences, self)
        self.opening = Opening(*parts)
        self.exporting = Exporting(*parts)
        self.code_export = CodeExport(appearance, self.preferences, self.exporting, self)
        self.inspecting = Inspecting(self.canvas, self.inspector, self.result, parent=self)
        self.histograms = Histograms(self.runner, self.histogram_panel, self)
        self.methods_dialog = MethodsDialog(appearance, self)
        self.comparing = Comparing(self.runner, self.methods_dialog, self)
        self.palette_dialog = CommandPalette(appearance, self)
        self.shortcut_help = ShortcutHelp(appearance, self)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setObjectName("side-panel")
        self.tabs.setAccessibleName("Kernel, pixel and histogram")
        self.tabs.addTab(self.editor, "Kernel")
        pixel = _column(self.channel, self.inspector, tall=self.inspector, margin=SPACING)
        self.tabs.addTab(pixel, "Pixel")
        self.tabs.addTab(self.histogram_panel, "Histogram")
        middle = _column(self.canvas, self.stages, tall=self.canvas)
        middle.setObjectName("canvas-column")
        # From the outside in: what moves to another parent is dressed anew, parts and all.
        self.workspaces = QStackedWidget()
        self.setCentralWidget(_column(self.notice, self.workspaces, tall=self.workspaces))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.workspaces)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for place, part in enumerate((self.library, middle, self.tabs)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(place, 1 if part is middle else 0)
        self.splitter.setSizes([LIBRARY_WIDTH, 10_000, SIDE_WIDTH])
        self.workspaces.addWidget(self.splitter)
        self.setStatusBar(self.status)

    def _restore(self) -> None:
        kept = self.preferences
        room = self.screen().availableSize()
        self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height()))
        if kept.geometry is not None:
            self.restoreGeometry(QByteArray(kept.geometry))
        if kept.splitter is not None:
            self.splitter.restoreState(QByteArray(kept.splitter))
        if kept.folded_groups is not None:
            self.library.set_folded_groups(kept.folded_groups)
        mode = next((mode for mode in VIEW_MODES if mode == kept.view_mode), None)
        if mode is not None:
            self.canvas.set_mode(mode)
        self.menus.show_recent(kept.recent_files)

    def _remember(self) -> None:
        kept = self.preferences
        kept.geometry = bytes(self.saveGeometry().data())
        kept.splitter = bytes(self.splitter.saveState().data())
        kept.folded_groups = self.library.folded_groups()
        kept.view_mode = self.canvas.mode


def _column(*widgets: QWidget, tall: QWidget, margin: int = 0) -> QWidget:
    """Return a column in which `tall` takes the room that the others leave."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(margin, margin, margin, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is tall else 0)
    return column
