"""The looks of the pair and the maps, on top of the window's and the editor's."""

from kernelview.ui.editor.style import style_sheet as editor_style_sheet
from kernelview.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panels' named parts."""
    return (
        editor_style_sheet(theme)
        + f"""
    PairPanel, MapsPanel, #pair-page, #pair-full, #pair-details {{ background: {theme.panel}; }}
    QScrollArea {{ border: none; background: {theme.panel}; }}
    #heading {{ font-weight: 600; }}
    #wall-title {{ font-size: 15px; font-weight: 600; }}
    #muted {{ color: {theme.muted}; }}
    #small {{ color: {theme.muted}; font-size: 12px; }}
    #accuracies {{ color: {theme.accent}; }}
    #empty-heading {{ font-size: 17px; font-weight: 600; }}
    #empty-text {{ color: {theme.muted}; }}
    """
    )
