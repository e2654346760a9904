"""The wall's own looks, on top of the window's and the editor's."""

from kernelview.ui.editor.style import style_sheet as editor_style_sheet
from kernelview.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    return (
        editor_style_sheet(theme)
        + f"""
    #wall-panel, #wall-page {{ background: {theme.panel}; }}
    #wall-moment {{ color: {theme.muted}; font-size: 12px; }}
    #wall-moment[past="true"] {{ color: {theme.accent}; }}
    #wall-title {{ color: {theme.muted}; }}
    #empty-heading {{ font-size: 17px; font-weight: 600; }}
    #empty-text {{ color: {theme.muted}; }}
    """
    )
