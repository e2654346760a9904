"""The tables of an experiment: one at a time, sorted as one likes, copied with Ctrl+C."""

from collections.abc import Mapping

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.experiments import Table
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.result_words import table_label
from kernelview.ui.experiments.table_model import SORT_ROLE, TableModel
from kernelview.ui.theme import SPACING

ROW_HEIGHT = 24


class ResultTable(QWidget):
    """A choice of tables above the one chosen."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tables: Mapping[str, Table] = {}
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Which table")
        self.choice.setToolTip("Which of the experiment's tables is shown")
        self.choice.view().setAccessibleName("Which table")
        self.model = TableModel()
        self.model.setParent(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setSortRole(SORT_ROLE)
        self.table = self._make_table()
        self.copy = QToolButton(self)
        self.copy.setText(" Copy")
        self.copy.setAccessibleName("Copy the table")
        self.copy.setToolTip("Copy the chosen rows, or all, to paste into a spreadsheet (Ctrl+C)")
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count = QLabel(self)
        self.count.setObjectName("explanation")
        self._lay_out()
        self.choice.activated.connect(lambda _: self._show_chosen())
        self.copy.clicked.connect(self.copy_rows)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_tables(self, tables: Mapping[str, Table]) -> None:
        """Show an experiment's tables; the same one stays chosen."""
        names, chosen = [*tables], self.choice.currentData()
        if names != [*self._tables]:
            self.choice.clear()
            for name in names:
                self.choice.addItem(table_label(name), name)
            # The first has each training; what they come to is read first.
            self.choice.setCurrentIndex(
                names.index(chosen) if chosen in names else min(1, len(names) - 1)
            )
        self._tables = dict(tables)
        self.choice.setEnabled(len(names) > 1)
        self._show_chosen()

    def copy_rows(self) -> None:
        """Copy the chosen rows, or all, under their heading."""
        rows = self.table.selectionModel().selectedRows() or [
            self.sorted.index(row, 0) for row in range(self.sorted.rowCount())
        ]
        sources = [self.sorted.mapToSource(one).row() for one in sorted(rows)]
        lines = [self.model.heading, *(self.model.plain(row) for row in sources)]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def _show_chosen(self) -> None:
        name = str(self.choice.currentData() or "")
        table = self._tables.get(name, Table((), ()))
        is_other = table.columns != self.model.table.columns
        self.model.show_table(name, table)
        if is_other:
            self.sorted.sort(-1)
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        rows = len(table.rows)
        self.count.setText(f"{rows:,} row{'' if rows == 1 else 's'}")
        self.copy.setEnabled(bool(rows))

    def _make_table(self) -> QTableView:
        table = _CopyingTable(self)
        table.setModel(self.sorted)
        table.setAccessibleName("Table of the experiment")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # The rows in sight tell how wide a column is.
        header.setResizeContentsPrecision(0)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        top.setSpacing(SPACING)
        top.addWidget(self.choice)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _dress(self) -> None:
        self.copy.setIcon(self._appearance.icon("copy"))


class _CopyingTable(QTableView):
    """Copies rows as lines of text, every digit of their numbers."""

    def __init__(self, owner: ResultTable) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._owner.copy_rows()
            event.accept()
        else:
            super().keyPressEvent(event)
