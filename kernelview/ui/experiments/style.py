"""The experiments panel's own looks, on top of the training panel's."""

from PySide6.QtGui import QColor

from kernelview.ui.theme import Theme
from kernelview.ui.training.style import style_sheet as training_style_sheet


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    accent = QColor(theme.accent)
    chosen = f"rgba({accent.red()}, {accent.green()}, {accent.blue()}, 60)"
    return (
        training_style_sheet(theme)
        + f"""
    ExperimentsPanel, ResultView, ResultTable, ResultsList, Conclusions {{
        background: {theme.panel};
    }}
    #empty {{ color: {theme.muted}; padding: 24px; }}
    #when {{ color: {theme.muted}; font-size: 12px; }}
    #column-line {{ background: {theme.line}; border: none; }}
    #legend-entry {{ font-size: 12px; padding: 1px 4px; }}
    #legend-entry:checked {{ background: transparent; }}
    #legend-entry:!checked {{ color: {theme.muted}; }}
    #legend-entry:focus {{ border-color: {theme.accent}; }}
    QTableView {{
        border: none; border-top: 1px solid {theme.line}; background: {theme.panel};
        selection-color: {theme.text}; selection-background-color: {chosen};
    }}
    QHeaderView {{ background: {theme.panel}; }}
    QHeaderView::section {{
        background: {theme.panel}; color: {theme.muted}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 3px 8px;
    }}
    QTableView::item {{ padding: 0 8px; }}
    QTableView::indicator {{
        width: 12px; height: 12px; border: 1px solid {theme.muted}; border-radius: 3px;
    }}
    QTableView::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent}; }}
    """
    )
