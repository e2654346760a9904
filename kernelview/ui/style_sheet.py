"""The window's looks: a palette and one style sheet made from the theme."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from kernelview.ui.theme import CONTROL_PIXELS, Theme

CONTROLS = ("QAbstractSpinBox", "QComboBox", "QLineEdit", "QCheckBox", "QPushButton", "QSlider")
# Fusion outlines a control in its Window colour made darker by this factor.
FUSION_DARKER = 1.4


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Dress the whole application in a theme."""
    application.setStyle("Fusion")
    application.setPalette(palette(theme))
    controls = _control_palette(theme)
    for name in CONTROLS:
        application.setPalette(controls, name)  # type: ignore[arg-type] # takes text, no bytes
    font = application.font()
    font.setPixelSize(CONTROL_PIXELS)
    # Digits of one width, so that numbers line up.
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    application.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Light: theme.panel,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    disabled = QColor(theme.muted)
    disabled.setAlpha(150)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, disabled)
    return result


def _control_palette(theme: Theme) -> QPalette:
    """Return the palette whose outlines are seen on the theme's panels, dark ones too."""
    result = palette(theme)
    outline = QColor("#69727e" if theme.is_dark else "#8a919b")  # 3 to 1 against the panel
    lighter = (
        min(255, round(channel * FUSION_DARKER))
        for channel in (outline.red(), outline.green(), outline.blue())
    )
    result.setColor(QPalette.ColorRole.Window, QColor(*lighter))
    return result


def style_sheet(theme: Theme) -> str:
    """Return the style rules that the palette cannot say."""
    hover = f"rgba({_rgb(theme.text)}, 22)"
    chosen = f"rgba({_rgb(theme.accent)}, 46)"
    return f"""
    QToolTip {{
        background: {theme.panel}; color: {theme.text};
        border: 1px solid {theme.line}; padding: 4px 6px;
    }}
    QMainWindow::separator {{ background: {theme.line}; width: 1px; height: 1px; }}
    QMenuBar {{ background: {theme.window}; border-bottom: 1px solid {theme.line}; }}
    QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
    QMenuBar::item:selected {{ background: {hover}; border-radius: 4px; }}
    QMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: 4px 0; }}
    QMenu::item {{ padding: 5px 28px 5px 28px; }}
    QMenu::item:selected {{ background: {chosen}; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
    QMenu::icon {{ padding-left: 8px; }}
    QToolBar {{
        background: {theme.window}; border: none; border-bottom: 1px solid {theme.line};
        padding: 4px 8px; spacing: 4px;
    }}
    QToolBar::separator {{ background: {theme.line}; width: 1px; margin: 4px 6px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }}
    QToolButton:hover {{ background: {hover}; }}
    QToolButton:checked, QToolButton:pressed {{ background: {chosen}; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.line}; }}
    QStatusBar::item {{ border: none; }}
    QSplitter::handle {{ background: {theme.line}; }}
    QSplitter::handle:hover {{ background: {theme.accent}; }}
    QTreeWidget, QListWidget {{ border: 1px solid {theme.line}; background: {theme.panel}; }}
    QTreeWidget::item, QListWidget::item {{ padding: 5px 4px; }}
    QTreeWidget::item:selected {{ background: {chosen}; color: {theme.text}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ background: {theme.panel}; qproperty-drawBase: 0; }}
    QTabBar::tab {{
        padding: 7px 14px; color: {theme.muted}; border: none;
        border-bottom: 2px solid transparent; background: transparent;
    }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
    QTabBar::tab:hover {{ color: {theme.text}; }}
    QTabBar::tab:focus {{ color: {theme.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {theme.line}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 24px; }}
    QScrollBar::handle:horizontal {{ min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {theme.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    #canvas-column, #side-panel, #side-panel QStackedWidget {{ background: {theme.panel}; }}
    #status-text {{ color: {theme.muted}; padding: 0 8px; }}
    #status-method {{ color: {theme.muted}; padding: 0 7px; }}
    #status-method:hover, #status-method:focus {{ color: {theme.text}; }}
    """


def _rgb(colour: str) -> str:
    return ", ".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
