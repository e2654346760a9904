"""Every connection between the window's parts, in one readable list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kernelview.document import Document, DocumentError, edits
from kernelview.document.session import Edit
from kernelview.engine import EngineError
from kernelview.jobs import Progress
from kernelview.kernels import KernelError, family, preset_entry
from kernelview.learn.errors import LearnError
from kernelview.ui import exporting, live_result, opening
from kernelview.ui.style_sheet import apply_theme

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow

# How lanes begin whose progress the status bar shows, and what it calls them.
TASKS = {
    live_result.LANE: "Filtering",
    opening.PICTURE_LANE: "Opening",
    opening.KERNEL_LANE: "Opening a kernel",
    exporting.LANE: "Exporting",
    exporting.COPY_LANE: "Copying",
}

Apply = Callable[..., None]


def connect_window(window: "MainWindow") -> None:
    """Connect everything and show the document for the first time."""
    apply = applier(window)
    _connect_library(window, apply)
    _connect_editor(window, apply)
    _connect_settings(window, apply)
    _connect_stages(window, apply)
    _connect_canvas(window)
    _connect_work(window)
    _connect_notices(window)
    _connect_appearance(window)
    window.session.listen(lambda _, new: show_document(window, new))
    show_document(window, window.session.document)


def show_document(window: "MainWindow", document: Document) -> None:
    """Show a document everywhere."""
    for part in (
        window.result,  # first: it works while the others show
        window.mine,
        window.library,
        window.editor,
        window.stages,
        window.status,
        window.inspecting,
        window.histograms,
        window.comparing,
        window.code_export,
    ):
        part.show_document(document)
    if window.lab is not None:
        window.lab.show_document(document)
    if window.comparison is not None:
        window.comparison.show_document(document)
    window.channel.setVisible(not document.image.is_grey and document.pipeline.channels == "all")
    window.setWindowTitle(f"{document.image.name} — KernelView")
    window.menus.refresh()


def applier(window: "MainWindow") -> Apply:
    """Return what makes a named edit of the document, and says so when it is refused."""

    def apply(name: str, edit: Edit, *, merge_key: object = None) -> None:
        window.activity.text = name
        try:
            window.session.apply(name, edit, merge_key=merge_key)
        except (KernelError, DocumentError, EngineError, LearnError) as error:
            window.notice.show_error(f"{name}: {error}")
            # The panel may show what was refused: show what is in hand again.
            show_document(window, window.session.document)

    return apply


def _connect_library(window: "MainWindow", apply: Apply) -> None:
    library = window.library
    library.preset_chosen.connect(
        lambda name: apply(
            f"Choose {preset_entry(name).label}", lambda d: edits.choose_preset(d, name)
        )
    )
    library.recipe_chosen.connect(
        lambda recipe: apply(
            f"Choose {family(recipe.family).label}", lambda d: edits.choose_recipe(d, recipe)
        )
    )
    library.kernel_chosen.connect(
        lambda kernel: apply(f"Choose {kernel.name}", lambda d: edits.choose_kernel(d, kernel))
    )
    library.rename_asked.connect(
        lambda index, name: apply(
            "Rename a kernel of Mine", lambda d: edits.rename_mine(d, index, name)
        )
    )
    library.remove_asked.connect(
        lambda index: apply("Delete from Mine", lambda d: edits.remove_from_mine(d, index))
    )
    library.export_asked.connect(window.exporting.ask_kernel)
    for panel in (library, window.editor):
        panel.save_to_mine_asked.connect(
            lambda: apply("Save to Mine", lambda d: edits.add_to_mine(d, d.kernel))
        )


def _connect_editor(window: "MainWindow", apply: Apply) -> None:
    editor = window.editor
    editor.cells_edited.connect(
        lambda cells, name, key: apply(name, lambda d: edits.set_cells(d, cells), merge_key=key)
    )
    editor.kernel_edited.connect(
        lambda name, edit: apply(name, lambda d: edits.edit_kernel(d, edit))
    )
    editor.kernel_pasted.connect(
        lambda kernel: apply("Paste a matrix", lambda d: edits.choose_kernel(d, kernel))
    )
    editor.recipe_changed.connect(
        lambda recipe, key: apply(
            f"Change {family(recipe.family).label}",
            lambda d: edits.choose_recipe(d, recipe),
            merge_key=key,
        )
    )
    editor.divisor_changed.connect(
        lambda divisor: apply("Set the divisor", lambda d: edits.set_divisor(d, divisor))
    )
    editor.offset_changed.connect(
        lambda offset, key: apply(
            "Set the offset", lambda d: edits.set_offset(d, offset), merge_key=key
        )
    )
    editor.renamed.connect(
        lambda name: apply("Rename the kernel", lambda d: edits.rename_kernel(d, name))
    )
    editor.drag_ended.connect(window.session.end_merging)
    editor.refused.connect(window.notice.show_error)
    editor.export_kernel_asked.connect(window.exporting.ask_kernel)


def _connect_settings(window: "MainWindow", apply: Apply) -> None:
    editor = window.editor
    editor.border_changed.connect(
        lambda border: apply("Set the border", lambda d: edits.set_border(d, border))
    )
    editor.constant_changed.connect(
        lambda constant: apply("Set the constant", lambda d: edits.set_constant(d, constant))
    )
    editor.turned_changed.connect(
        lambda turned: apply(
            "Use convolution" if turned else "Use cross-correlation",
            lambda d: edits.set_turned(d, turned=turned),
        )
    )
    editor.channels_changed.connect(
        lambda channels: apply("Choose the channels", lambda d: edits.set_channels(d, channels))
    )
    editor.show_changed.connect(
        lambda show: apply("Show values otherwise", lambda d: edits.set_show(d, show))
    )


def _connect_stages(window: "MainWindow", apply: Apply) -> None:
    stages = window.stages
    stages.stage_added.connect(
        lambda stage, index: apply("Add a stage", lambda d: edits.add_stage(d, stage, index=index))
    )
    stages.stages_replaced.connect(
        lambda new, name: apply(name, lambda d: edits.replace_stages(d, new))
    )
    stages.stage_removed.connect(
        lambda index: apply("Remove a stage", lambda d: edits.remove_stage(d, index))
    )
    stages.stage_moved.connect(
        lambda index, to: apply("Move a stage", lambda d: edits.move_stage(d, index, to))
    )
    stages.stage_replaced.connect(
        lambda index, stage, key: apply(
            "Change a stage", lambda d: edits.replace_stage(d, index, stage), merge_key=key
        )
    )
    stages.slot_selected.connect(
        lambda slot: apply("Take a kernel in hand", lambda d: edits.select_slot(d, slot))
    )
    stages.stage_toggled.connect(
        lambda index: apply("Switch a stage", lambda d: edits.toggle_stage(d, index))
    )


def _connect_canvas(window: "MainWindow") -> None:
    canvas, inspecting = window.canvas, window.inspecting
    canvas.pixel_hovered.connect(window.status.show_pixel)
    canvas.pixel_hovered.connect(inspecting.hover)
    canvas.pixel_clicked.connect(inspecting.pin)
    canvas.view_changed.connect(inspecting.set_step_range)
    canvas.zoom_changed.connect(window.menus.show_zoom)
    canvas.mode_changed.connect(lambda _: window.menus.refresh())
    window.inspector.pin_toggled.connect(inspecting.set_pinned)
    window.inspector.stepped.connect(inspecting.step_to)
    window.channel.currentIndexChanged.connect(inspecting.choose_channel)
    window.menus.show_zoom(canvas.zoom)


def _connect_work(window: "MainWindow") -> None:
    result, status = window.result, window.status
    result.started.connect(status.show_started)
    result.advanced.connect(status.show_stand)
    result.tallied.connect(status.show_tally)
    result.tallied.connect(window.histograms.show_tally)
    result.rendered.connect(status.show_result)
    result.rendered.connect(window.histograms.show_result)
    result.rendered.connect(lambda _: window.inspecting.refresh())
    result.failed.connect(status.show_failure)
    result.failed.connect(lambda _: window.histograms.clear_result())
    result.cancelled.connect(
        lambda: status.show_failure("Cancelled; the next edit filters again", words="incomplete")
    )
    result.cancelled.connect(window.histograms.clear_result)
    status.method.clicked.connect(window.comparing.open)
    window.tabs.currentChanged.connect(lambda _: _after_tab_change(window))
    window.opening.recent_changed.connect(
        lambda: window.menus.show_recent(window.preferences.recent_files)
    )
    window.runner.progressed.connect(lambda lane, progress: _show_task(window, lane, progress))
    window.runner.ended.connect(status.tasks.end_task)
    status.tasks.cancel_asked.connect(lambda lane: _cancel(window, lane))


def _connect_notices(window: "MainWindow") -> None:
    for source in (window.opening, window.exporting):
        source.noted.connect(window.notice.show_note)
        source.failed.connect(window.notice.show_error)
        source.crashed.connect(raise_later)
    _connect_failure(window)
    window.result.crashed.connect(raise_later)
    window.histograms.crashed.connect(raise_later)
    window.comparing.crashed.connect(raise_later)


def _connect_failure(window: "MainWindow") -> None:
    """Say why there is no result, until there is one again."""
    said = ""

    def fail(text: str) -> None:
        nonlocal said
        window.notice.show_error(text)
        said = window.notice.text.text()

    def recover(_: object) -> None:
        nonlocal said
        if said and window.notice.text.text() == said:
            window.notice.dismiss()
        said = ""

    window.result.failed.connect(fail)
    window.result.rendered.connect(recover)


def _connect_appearance(window: "MainWindow") -> None:
    def dress() -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, window.appearance.theme)
        window.menus.show_icons()
        window.menus.refresh()

    window.appearance.changed.connect(dress)


def _after_tab_change(window: "MainWindow") -> None:
    window.histograms.refresh()
    window.inspecting.refresh()
    window.menus.refresh()


def _show_task(window: "MainWindow", lane: str, progress: Progress) -> None:
    name = next((words for start, words in TASKS.items() if lane.startswith(start)), None)
    if name is not None:
        window.status.tasks.show_task(lane, name, progress.fraction)


def _cancel(window: "MainWindow", lane: str) -> None:
    if lane == live_result.LANE:
        window.result.cancel()
    else:
        window.runner.cancel(lane)
        window.notice.show_note("Cancelled")
    window.status.tasks.end_task(lane)


def raise_later(error: Exception) -> None:
    """Raise on the event loop, where the report of unexpected errors takes it."""

    def raise_it() -> None:
        raise error

    QTimer.singleShot(0, raise_it)
