"""The editor's own looks, on top of the window's."""

from kernelview.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return Qt style rules for the editor's named parts."""
    # AA contrast on either panel, which the scale's orange has not.
    wrong = "#ff9a8f" if theme.is_dark else "#b42318"
    return f"""
    #thin-line {{ background: {theme.line}; border: none; }}
    #section-heading {{
        border: none; background: transparent; padding: 0; font-weight: 600;
        color: {theme.text};
    }}
    #section-heading:focus {{ color: {theme.accent}; }}
    #kernel-name {{
        border: none; border-bottom: 1px solid transparent; background: transparent;
        font-size: 15px; font-weight: 600; padding: 2px 0;
    }}
    #kernel-name:hover {{ border-bottom-color: {theme.line}; }}
    #kernel-name:focus {{ border-bottom-color: {theme.accent}; }}
    #field-label, #explanation, #legend {{ color: {theme.muted}; font-size: 12px; }}
    #cell-reading {{ color: {theme.muted}; }}
    #cell-reading[invalid="true"] {{ color: {wrong}; }}
    NumberBox[invalid="true"] {{ color: {wrong}; }}
    #cell-editor {{
        font-size: 14px;
        border: 2px solid {theme.accent}; border-radius: 3px; padding: 0 2px;
        background: {theme.panel}; color: {theme.text};
    }}
    #cell-editor[invalid="true"] {{ border-color: {wrong}; }}
    """
