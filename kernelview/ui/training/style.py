"""The training panel's own looks, on top of the data panel's."""

from kernelview.ui.data.style import style_sheet as data_style_sheet
from kernelview.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    wrong = "#ff9a8f" if theme.is_dark else "#b42318"
    return (
        data_style_sheet(theme)
        + f"""
    #primary {{
        background: {theme.accent}; color: {theme.on_accent}; border: 1px solid {theme.accent};
        border-radius: 4px; padding: 0 12px; font-weight: 600;
    }}
    #primary:focus {{ border: 1px solid {theme.text}; }}
    #primary:disabled {{
        background: {theme.line}; color: {theme.muted}; border-color: {theme.line};
    }}
    QToolButton[kind="small"] {{ font-size: 12px; padding: 3px 5px; }}
    #message[problem="true"] {{ color: {wrong}; }}
    """
    )
