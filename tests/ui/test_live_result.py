"""A result on its way: cancelled, undone, failed, closed; and what the window says of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kernelview.document import Document, Image, edits
from kernelview.engine import Pool, render
from kernelview.files import load_image
from kernelview.jobs import Job, run
from kernelview.kernels import Kernel
from kernelview.ui import live_result
from kernelview.ui.canvas.qimage import from_qimage
from kernelview.ui.canvas.result_store import INCOMPLETE
from kernelview.ui.live_result import LANE
from kernelview.ui.main_window import MainWindow
from kernelview.usecases.live_parts import LiveRendering, Target, View
from kernelview.usecases.render_live import render_live
from tests.ui.live_samples import Judge, alike, large_picture
from tests.ui.window_samples import RESULT_TIMEOUT, Answers, open_window, wait_for_result

Look = Callable[[], View | None]


class Held:
    """Holds renderings after they have looked so many times, until they may go on."""

    def __init__(self) -> None:
        self.looks = 10**9
        self.may_go_on = threading.Event()

    def render_live(self, document: Document, look: Look, target: Target) -> Job[LiveRendering]:
        """Do what render_live does, as far as it may."""
        left = self.looks

        def held() -> View | None:
            nonlocal left
            left -= 1
            if left < 0:
                assert self.may_go_on.wait(60)
            return look()

        return render_live(document, held, target)

    def after(self, looks: int) -> None:
        """Hold the renderings to come after so many looks."""
        self.may_go_on.clear()
        self.looks = looks

    def let_go(self) -> None:
        """Let all go on, to their end."""
        self.looks = 10**9
        self.may_go_on.set()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    made = Held()
    monkeypatch.setattr(live_result, "render_live", made.render_live)
    yield made
    made.let_go()


def choose(window: MainWindow, value: float) -> None:
    kernel = Kernel([[0, value, 0], [value, 1, -value], [0, -value, 0]])
    window.session.apply("Choose", lambda document: edits.choose_kernel(document, kernel))


def whole_of(document: Document) -> np.ndarray:
    return np.asarray(run(render(document.image.pixels, document.pipeline, document.show)).pixels)


def hold_after_first_part(qtbot: QtBot, window: MainWindow, held: Held) -> None:
    """Make an edit whose result stops when what is in view is there, at 100 %."""
    wait_for_result(qtbot, window)
    window.canvas.set_zoom(1.0)
    held.after(3)
    choose(window, 3)
    qtbot.waitUntil(window.canvas.shows_exact, timeout=RESULT_TIMEOUT)
    assert not window.result.is_current


def test_the_whole_result_is_what_the_engine_renders(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path, image=large_picture()) as window:
        choose(window, 2)
        wait_for_result(qtbot, window)
        latest = window.result.latest
        assert latest is not None
        assert alike(latest.rendering.pixels, whole_of(window.session.document))


def test_what_is_exported_is_what_was_seen(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(save_path=tmp_path / "out.png")
    with open_window(qtbot, tmp_path, image=large_picture(), answers=answers) as window:
        window.session.apply("Show", lambda document: edits.set_show(document, "stretch"))
        wait_for_result(qtbot, window)
        latest = window.result.latest
        assert latest is not None
        window.menus.actions["export"].trigger()
        qtbot.waitUntil(lambda: (tmp_path / "out.png").exists(), timeout=RESULT_TIMEOUT)
        qtbot.waitUntil(lambda: not window.exporting.is_busy)
        window.menus.actions["copy-result"].trigger()
        copied = from_qimage(QGuiApplication.clipboard().image())
    exported = np.asarray(load_image(tmp_path / "out.png").pixels)
    assert alike(exported, np.asarray(latest.rendering.pixels))
    assert np.array_equal(copied[..., :3], latest.rendering.pixels)


@pytest.mark.parametrize("show", ["clamp", "stretch", "false-colour"])
def test_a_pooled_result_is_exact_everywhere(qtbot: QtBot, tmp_path: Path, show: str) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(1201, 1403)) as window:
        judge = Judge(window)
        window.session.apply("Show", lambda document: edits.set_show(document, show))  # type: ignore[arg-type]
        window.stages.stage_added.emit(Pool("max", 3, 2), 1)
        wait_for_result(qtbot, window)
        judge.judge()
        assert judge.wrong == []
        store = window.canvas.result
        assert store is not None
        assert store.shape == whole_of(window.session.document).shape[:2] == (600, 701)


def test_in_view_comes_first_and_the_rest_is_counted(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        hold_after_first_part(qtbot, window, held)
        assert window.status.method.text().startswith("in view exact, the rest ")
        window.canvas.zoom_fit()
        assert not window.canvas.shows_exact()
        assert window.status.method.text().startswith("updating")
        held.let_go()
        wait_for_result(qtbot, window)
        assert window.canvas.shows_exact()
        assert window.status.method.text().endswith("ms")


def test_what_an_older_result_clipped_is_not_said_of_a_slow_new_one(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture()) as window:
        choose(window, 9)
        wait_for_result(qtbot, window)
        assert window.status.badge.isVisible()
        held.after(0)
        choose(window, 8)
        assert window.status.badge.isVisible()
        qtbot.waitUntil(lambda: not window.status.badge.isVisible())
        held.let_go()
        wait_for_result(qtbot, window)
        assert window.status.badge.isVisible()


def test_cancelling_leaves_nothing_older_and_says_so(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        judge = Judge(window)
        window.tabs.setCurrentWidget(window.histogram_panel)
        hold_after_first_part(qtbot, window, held)
        window.status.tasks.cancel_asked.emit(LANE)
        store = window.canvas.result
        assert store is not None
        assert store.earlier is None
        window.canvas.zoom_fit()
        assert store.mark((0, 0, *store.shape)) == INCOMPLETE
        assert window.status.method.text() == "incomplete"
        assert "no result" in window.histogram_panel.headings[1].text()
        held.let_go()
        qtbot.waitUntil(lambda: not window.runner.is_busy(LANE))
        qtbot.wait(50)
        assert not window.result.is_current
        judge.judge()
        assert judge.wrong == []
        choose(window, -2)
        wait_for_result(qtbot, window)


def test_undo_in_the_middle_shows_no_part_of_what_was_undone(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        judge = Judge(window)
        hold_after_first_part(qtbot, window, held)
        window.session.undo()
        assert not window.canvas.shows_exact()
        held.let_go()
        wait_for_result(qtbot, window)
        judge.judge()
        assert judge.wrong == []
        assert window.result.latest is not None
        assert window.result.latest.document is window.session.document


def test_an_older_result_that_comes_late_is_never_final(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(400, 500)) as window:
        wait_for_result(qtbot, window)
        told: list[Document] = []
        window.result.rendered.connect(lambda result: told.append(result.document))
        held.after(0)
        choose(window, 3)
        qtbot.wait(20)
        choose(window, 4)
        held.let_go()
        wait_for_result(qtbot, window)
        assert told == [window.session.document]


def test_a_late_part_is_shown_marked_until_a_newer_one_comes(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture()) as window:
        wait_for_result(qtbot, window)
        window.canvas.set_zoom(1.0)
        held.after(0)
        choose(window, 3)
        qtbot.wait(20)
        choose(window, 4)
        store = window.canvas.result
        assert store is not None
        held.after(1)
        held.may_go_on.set()
        qtbot.waitUntil(lambda: window.result.is_current or len(store.patches) > 0)
        assert all(patch.is_late for patch in store.patches)
        assert store.exact.tiles == () or window.result.is_current
        held.let_go()
        wait_for_result(qtbot, window)
        assert len(window.canvas.result.patches if window.canvas.result else ()) == 0


def test_of_a_rendering_that_was_seen_nothing_more_is_shown_once_it_is_late(
    qtbot: QtBot, tmp_path: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        hold_after_first_part(qtbot, window, held)
        late: list[object] = []
        monkeypatch.setattr(window.canvas, "add_late_part", lambda part, shape: late.append(part))
        window.session.undo()
        held.let_go()
        wait_for_result(qtbot, window)
        assert late == []


def test_a_failure_leaves_no_picture_and_its_notice_goes_with_the_next_result(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        window.tabs.setCurrentWidget(window.histogram_panel)
        window.stages.stage_added.emit(Pool("max", 500, 2), 1)
        qtbot.waitUntil(window.notice.isVisible)
        assert window.canvas.result is None
        assert window.status.method.text() == "no result"
        assert "no result" in window.histogram_panel.headings[1].text()
        assert window.result.latest is None
        window.session.undo()
        wait_for_result(qtbot, window)
        qtbot.waitUntil(lambda: not window.notice.isVisible())
        assert window.histogram_panel.headings[1].text() == "After"


def test_a_notice_of_something_else_outlives_a_good_result(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.stages.stage_added.emit(Pool("max", 500, 2), 1)
        qtbot.waitUntil(window.notice.isVisible)
        window.notice.show_error("Something else")
        window.session.undo()
        wait_for_result(qtbot, window)
        assert window.notice.isVisible()


def test_closing_in_the_middle_ends_the_work(qtbot: QtBot, tmp_path: Path, held: Held) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        hold_after_first_part(qtbot, window, held)
        threading.Timer(0.1, held.let_go).start()
        window.close()
        assert not window.isVisible()
        assert window.has_ended_work
    names = [thread.name for thread in threading.enumerate() if thread.is_alive()]
    assert not [name for name in names if name.startswith("kernelview-job")]


def test_another_picture_shows_nothing_of_the_last(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    with open_window(qtbot, tmp_path, image=large_picture(2000, 3000)) as window:
        hold_after_first_part(qtbot, window, held)
        another = large_picture(2000, 3000, seed=6)
        window.session.apply("Open", lambda document: edits.open_image(document, another))
        assert window.canvas.result is None
        held.let_go()
        wait_for_result(qtbot, window)
        assert window.result.latest is not None
        assert window.result.latest.document.image is another


def test_the_value_under_the_mouse_is_that_of_the_document_in_hand(
    qtbot: QtBot, tmp_path: Path, held: Held
) -> None:
    pixels = np.arange(200 * 300, dtype=np.float32).reshape(200, 300) / 60_000
    with open_window(qtbot, tmp_path, image=Image(pixels, "ramp")) as window:
        wait_for_result(qtbot, window)
        held.after(0)
        window.status.show_pixel((100, 100))
        kernel = Kernel([[0, 0, 0], [0, 2, 0], [0, 0, 0]])
        window.session.apply("Choose", lambda document: edits.choose_kernel(document, kernel))
        assert not window.result.is_current
        before, after = window.status.pixel.text().split("in ")[1].split(" → out ")
        assert float(after) == pytest.approx(2 * float(before), abs=0.02)
        held.let_go()
