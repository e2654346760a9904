"""The data panel's own looks, on top of the window's and the editor's."""

from kernelview.ui.editor.style import style_sheet as editor_style_sheet
from kernelview.ui.theme import HEADING_PIXELS, Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    wrong = "#ff9a8f" if theme.is_dark else "#b42318"
    return (
        editor_style_sheet(theme)
        + f"""
    #panel-heading {{ font-size: {HEADING_PIXELS}px; font-weight: 600; }}
    #wrong {{ color: {wrong}; }}
    #link {{
        border: none; padding: 0 2px; background: transparent;
        color: {theme.accent}; font-size: 12px;
    }}
    #link:hover, #link:focus {{ text-decoration: underline; }}
    QProgressBar {{ border: none; border-radius: 2px; background: {theme.line}; }}
    QProgressBar::chunk {{ border-radius: 2px; background: {theme.accent}; }}
    #skipped {{ border: 1px solid {theme.line}; font-size: 12px; }}
    """
    )
