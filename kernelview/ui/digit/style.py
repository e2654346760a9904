"""The digit panel's own looks, on top of the window's."""

from kernelview.ui.theme import HEADING_PIXELS, Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the panel's named parts."""
    return f"""
    #verdict {{ font-size: {HEADING_PIXELS}px; font-weight: 600; }}
    #unit-title {{ font-weight: 600; }}
    #explanation, #sum-name {{ color: {theme.muted}; font-size: 12px; }}
    #invitation {{ color: {theme.muted}; }}
    #thin-line {{ background: {theme.line}; border: none; }}
    """
