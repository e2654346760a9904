"""The panel's own looks, on top of the training panel's."""

from kernelview.ui.theme import Theme
from kernelview.ui.training.style import style_sheet as training_style_sheet


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    wrong = "#ff9a8f" if theme.is_dark else "#b42318"
    return (
        training_style_sheet(theme)
        + f"""
    #banks-panel, #banks-page {{ background: {theme.panel}; }}
    #banks-count, #banks-numbers, #banks-caption {{ color: {theme.muted}; font-size: 12px; }}
    #empty-heading {{ font-size: 17px; font-weight: 600; }}
    #empty-text {{ color: {theme.muted}; }}
    #empty-text[problem="true"] {{ color: {wrong}; }}
    """
    )
