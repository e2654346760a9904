"""The runs panel's own looks, on top of the window's."""

from kernelview.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's parts."""
    return f"""
    RunsPanel, QStackedWidget {{ background: {theme.panel}; }}
    #empty {{ color: {theme.muted}; padding: 24px; }}
    QTableView {{
        border: none; border-top: 1px solid {theme.line}; background: {theme.panel};
        selection-color: {theme.text};
    }}
    QHeaderView {{ background: {theme.panel}; }}
    QHeaderView::section {{
        background: {theme.panel}; color: {theme.muted}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 4px 8px;
    }}
    QTableView::item {{ padding: 0 8px; }}
    QTableView::indicator {{
        width: 12px; height: 12px; border: 1px solid {theme.muted}; border-radius: 3px;
    }}
    QTableView::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent}; }}
    """
