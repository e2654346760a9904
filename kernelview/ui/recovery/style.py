"""The recovery panel's own looks, on top of the training panel's."""

from kernelview.ui.theme import Theme
from kernelview.ui.training.style import style_sheet as training_style_sheet


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    return (
        training_style_sheet(theme)
        + f"""
    RecoveryPanel, #recovery-page, #outcome, #empty {{ background: {theme.panel}; }}
    QScrollArea {{ border: none; background: {theme.panel}; }}
    #source[dropping="true"] {{ background: {theme.window}; }}
    #verdict {{ font-size: 15px; font-weight: 600; }}
    #subject, #remark {{ color: {theme.muted}; }}
    #fact-name {{ color: {theme.muted}; }}
    #empty-heading {{ font-size: 17px; font-weight: 600; }}
    #empty-text {{ color: {theme.muted}; }}
    """
    )
