"""The window's commands, one row each: menus, toolbar, palette and shortcut help come of these."""

from functools import partial
from typing import TYPE_CHECKING

from kernelview.document import edits
from kernelview.ui.command import COMPARE, FILTER, MENUS, TRAIN, Command, Menu
from kernelview.ui.comparing_commands import COMPARING
from kernelview.ui.editor.transforms import ACTIONS, TRANSFORMS
from kernelview.ui.training_commands import TRAINING

__all__ = [
    "COMMANDS",
    "COMPARE",
    "FILTER",
    "MENUS",
    "TOOLS",
    "TRAIN",
    "WORKSPACE_TOOLS",
    "Command",
    "Menu",
]

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow


def _undo_text(window: "MainWindow") -> bool:
    return window.session.undo_name is not None


def _redo_text(window: "MainWindow") -> bool:
    return window.session.redo_name is not None


FILE: tuple[Command, ...] = (
    Command(
        "open", "File", "Open…", lambda w: w.opening.ask_picture(), "Ctrl+O", "folder-open",
        help="Open a picture",
    ),
    Command(
        "open-kernel", "File", "Open a kernel…", lambda w: w.opening.ask_kernel(), "Ctrl+Shift+O",
        "file-image",
    ),
    Command(
        "export", "File", "Export the result…", lambda w: w.exporting.ask_result(), "Ctrl+E",
        "image-down", separated=True, help="Export the result at full size and depth",
    ),
    Command(
        "export-view", "File", "Export the view…", lambda w: w.exporting.ask_view(w.canvas),
        "Ctrl+Alt+E", "scan", help="Export what the canvas shows, as it is seen",
    ),
    Command(
        "quit", "File", "Quit", lambda w: w.close(), "Ctrl+Q", separated=True,
    ),
)  # fmt: skip

EDIT: tuple[Command, ...] = (
    Command(
        "undo", "Edit", "Undo", lambda w: w.session.undo(), "Ctrl+Z", "undo-2", enabled=_undo_text
    ),
    Command(
        "redo", "Edit", "Redo", lambda w: w.session.redo(), "Ctrl+Shift+Z", "redo-2",
        enabled=_redo_text,
    ),
    Command(
        "copy-result", "Edit", "Copy the result", lambda w: w.exporting.copy_result(w.result),
        "Ctrl+Shift+C", "copy", separated=True,
    ),
    Command(
        "paste", "Edit", "Paste", lambda w: w.opening.paste(), "Ctrl+V", "clipboard-paste",
        help="Paste a picture, a file or a matrix",
    ),
)  # fmt: skip


def _view_row(mode: str, text: str, shortcut: str, icon: str, hint: str) -> Command:
    return Command(
        f"view-{mode}",
        "View",
        text,
        lambda w: w.canvas.set_mode(mode),  # type: ignore[arg-type]
        shortcut,
        icon,
        checked=lambda w: w.canvas.mode == mode,
        workspace=FILTER,
        help=hint,
    )


def _tab_row(index: int, name: str, hint: str) -> Command:
    return Command(
        f"tab-{name.lower()}",
        "View",
        name,
        lambda w: w.show_tab(index),
        f"Alt+{index + 1}",
        checked=lambda w: w.tabs.currentIndex() == index,
        workspace=FILTER,
        separated=index == 0,
        help=hint,
    )


def _theme_row(choice: str, text: str, icon: str) -> Command:
    return Command(
        f"theme-{choice}",
        "View",
        text,
        lambda w: w.choose_theme(choice),  # type: ignore[arg-type]
        icon=icon,
        checked=lambda w: w.appearance.choice == choice,
        separated=choice == "system",
    )


def _workspace_row(place: int, name: str, hint: str) -> Command:
    return Command(
        f"workspace-{name.lower()}",
        "View",
        f"{name} workspace",
        lambda w: w.show_workspace(place),
        f"Ctrl+{place + 1}",
        checked=lambda w: w.workspace == place,
        separated=place == 0,
        help=hint,
    )


VIEW: tuple[Command, ...] = (
    _view_row("result", "Result", "F5", "image", "Show the result alone"),
    _view_row("wipe", "Wipe", "F6", "blend", "Picture and result with a handle between"),
    _view_row("side-by-side", "Side by side", "F7", "columns-2", "Both, with linked views"),
    _view_row("difference", "Difference", "F8", "contrast", "Result minus picture, signed"),
    Command(
        "zoom-in", "View", "Zoom in", lambda w: w.canvas.zoom_in(), "Ctrl++", "zoom-in",
        separated=True,
        workspace=FILTER,
    ),
    Command("zoom-out", "View", "Zoom out", lambda w: w.canvas.zoom_out(), "Ctrl+-", "zoom-out",
        workspace=FILTER,
    ),
    Command(
        "zoom-actual", "View", "100 %", lambda w: w.canvas.zoom_actual(), "Ctrl+0",
        help="One picture pixel a screen pixel",
        workspace=FILTER,
    ),
    Command(
        "zoom-fit", "View", "Fit", lambda w: w.canvas.zoom_fit(), "Ctrl+9", "maximize",
        help="Show the whole picture",
        workspace=FILTER,
    ),
    _tab_row(0, "Kernel", "Edit the kernel in hand"),
    _tab_row(1, "Pixel", "Take one pixel of the result apart"),
    _tab_row(2, "Histogram", "Compare the values before and after"),
    Command(
        "search", "View", "Search the library", lambda w: w.library.focus_search(), "Ctrl+F",
        "search", separated=True,
        workspace=FILTER,
    ),
    Command(
        "focus-picture", "View", "Go to the picture", lambda w: w.focus_canvas(), "F3",
        help="Move the keyboard to the picture: Ctrl+arrows move a pixel cursor, Enter pins it",
        workspace=FILTER,
    ),
    Command(
        "focus-kernel", "View", "Go to the kernel", lambda w: w.focus_kernel(), "F4",
        help="Move the keyboard to the kernel's cells",
        workspace=FILTER,
    ),
    _workspace_row(FILTER, "Filter", "Edit a kernel and see the picture change"),
    _workspace_row(TRAIN, "Train", "Watch a network find its own kernels"),
    _workspace_row(COMPARE, "Compare", "Set hand-made kernels against learned ones"),
    _theme_row("system", "Colours of the system", "monitor"),
    _theme_row("light", "Light", "sun"),
    _theme_row("dark", "Dark", "moon"),
)  # fmt: skip

# Answered by the grid while it has the focus; the window's Paste takes a matrix too.
_LOCAL = ("copy", "paste")

KERNEL: tuple[Command, ...] = (
    Command(
        "identity", "Kernel", "Identity",
        lambda w: w.session.apply("Identity", lambda d: edits.choose_preset(d, "identity")),
        "Ctrl+Shift+I", "square", help="Start again from a kernel that changes nothing",
        workspace=FILTER,
    ),
    *(
        Command(
            row.name, "Kernel", row.text, partial(lambda name, w: w.editor.run(name), row.name),
            row.shortcut, row.icon, workspace=FILTER, separated=place == 0, help=row.help,
        )
        for place, row in enumerate(TRANSFORMS)
    ),
    *(
        Command(
            f"kernel-{row.name}", "Kernel", row.text,
            partial(lambda name, w: w.run_in_editor(name), row.name),
            row.shortcut, row.icon, workspace=FILTER, separated=place == 0,
            local=row.name in _LOCAL, help=row.help,
        )
        for place, row in enumerate(ACTIONS)
    ),
    Command(
        "export-code", "Kernel", "Export as code…", lambda w: w.code_export.open(), "Ctrl+Shift+X",
        "code-xml", help="The kernel as Python, a command, a shader or a page",
    ),
    Command(
        "compare-methods", "Kernel", "Compare methods…", lambda w: w.comparing.open(), "F9",
        "chart-column", separated=True, help="Time every way of computing this kernel",
        workspace=FILTER,
    ),
)  # fmt: skip


HELP: tuple[Command, ...] = (
    Command(
        "palette", "Help", "Find a command…", lambda w: w.open_palette(), "Ctrl+Shift+P", "command"
    ),
    Command(
        "shortcuts", "Help", "Keyboard shortcuts", lambda w: w.open_shortcut_help(), "F1",
        "keyboard",
    ),
    Command(
        "about", "Help", "About KernelView", lambda w: w.show_about(), separated=True,
        icon="circle-help",
    ),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (*FILE, *EDIT, *VIEW, *KERNEL, *TRAINING, *COMPARING, *HELP)

# Ids, "|" for a line, ">" for what pushes the rest to the right.
TOOLS: tuple[str, ...] = ("open", "samples", "export", "|", "undo", "redo")
# Beside them, while the workspace is in sight.
WORKSPACE_TOOLS: dict[int, tuple[str, ...]] = {
    FILTER: (
    "view-result", "view-wipe", "view-side-by-side", "view-difference", ">",
    "zoom-out", "zoom", "zoom-in", "zoom-actual", "zoom-fit", "|", "palette",
    ),
    TRAIN: (">", "palette"),
    COMPARE: (">", "previous-pair", "next-pair", "|", "report", "|", "palette"),
}  # fmt: skip
