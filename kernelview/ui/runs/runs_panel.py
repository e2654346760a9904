"""The panel of the kept runs: compare, restore, rename, remove, export."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.run_record import RunRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.runs.runs_model import ID_ROLE, SORT_ROLE, RunsModel
from kernelview.ui.runs.style import style_sheet
from kernelview.ui.theme import SPACING

ICON_SIDE, ROW_HEIGHT = 16, 28
EMPTY = "Each training is kept here, to compare, to go on from, and to export."
EXPORTS = (
    ("model", "Network (safetensors)…", "The weights, for this program and others"),
    ("csv", "Table (CSV)…", "The values of each epoch, with the settings"),
    ("png", "Curves (PNG)…", "Its curves as a picture"),
)


class RunsPanel(QWidget):
    """Says what is wanted with which run; runs are known by their ids."""

    restore_asked = Signal(str)
    remove_asked = Signal(str)
    rename_asked = Signal(str, str)
    # ids of the runs whose curves are wanted
    compare_changed = Signal(object)
    # "model", "csv" or "png", then the id
    export_asked = Signal(str, str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Runs")
        self._appearance = appearance
        self.model = RunsModel()
        self.model.setParent(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = self._make_table()
        self.restore = self._button("history", "Restore", "Take this run's network in hand (Enter)")
        self.rename = self._button("pencil", "Rename", "Rename this run (F2)")
        self.remove = self._button("trash-2", "Remove", "Remove this run and its file (Delete)")
        self.export = self._button("download", "Export", "Export this run")
        self._export_menu = self._make_export_menu()
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_runs(())

    def show_runs(self, runs: tuple[tuple[str, RunRecord], ...]) -> None:
        """Show the runs, each with its id; the chosen one stays chosen."""
        chosen = self.chosen
        self.model.show_runs(runs)
        self._pages.setCurrentIndex(1 if runs else 0)
        for row in range(self._sorted.rowCount()):
            if self._id_at(row) == chosen:
                self.table.selectRow(row)
        self._show_chosen()

    @property
    def chosen(self) -> str:
        """The id of the run chosen; "" where there is none."""
        rows = self.table.selectionModel().selectedRows()
        return self._id_at(rows[0].row()) if rows else ""

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(860, 300)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows a few rows."""
        return QSize(360, 140)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter restores and Delete removes, unless a name is being edited."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.chosen:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.restore_asked.emit(self.chosen)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.remove_asked.emit(self.chosen)
                return True
        return super().eventFilter(watched, event)

    def _id_at(self, row: int) -> str:
        return str(self._sorted.index(row, 0).data(ID_ROLE))

    def _show_chosen(self) -> None:
        for button in (self.restore, self.rename, self.remove, self.export):
            button.setEnabled(bool(self.chosen))

    def _edit_name(self) -> None:
        rows = self.table.selectionModel().selectedRows(0)
        if rows:
            self.table.edit(rows[0])

    def _connect(self) -> None:
        self.restore.clicked.connect(lambda: self.restore_asked.emit(self.chosen))
        self.rename.clicked.connect(self._edit_name)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.chosen))
        self.table.doubleClicked.connect(self._double_click)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.table.installEventFilter(self)
        self.model.rename_asked.connect(self.rename_asked)
        self.model.ticked.connect(self.compare_changed)
        self._appearance.changed.connect(self._restyle)

    def _double_click(self, index: QModelIndex) -> None:
        if index.column():
            self.restore_asked.emit(self.chosen)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._sorted)
        table.setAccessibleName("Kept runs")
        table.setToolTip("Tick runs to lay their curves over the one in hand")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.sortByColumn(self.model.columnCount() - 1, Qt.SortOrder.DescendingOrder)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _make_export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind, text, tip in EXPORTS:
            action = QAction(text, menu)
            action.setToolTip(tip)
            action.triggered.connect(
                lambda _=False, kind=kind: self.export_asked.emit(kind, self.chosen)
            )
            menu.addAction(action)
        self.export.setMenu(menu)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return menu

    def _button(self, icon: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon-name", icon)
        button.setText(f" {text}")
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(SPACING, 4, SPACING, 4)
        tools.setSpacing(4)
        for button in (self.restore, self.rename, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.export)
        empty = QLabel(EMPTY, self)
        empty.setObjectName("empty")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        self._pages.addWidget(empty)
        self._pages.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _restyle(self) -> None:
        for button in (self.restore, self.rename, self.remove, self.export):
            button.setIcon(self._appearance.icon(str(button.property("icon-name"))))
        self.setStyleSheet(style_sheet(self._appearance.theme))
