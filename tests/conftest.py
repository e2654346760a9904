"""What every test starts from and must end with."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast the machine is today decides no test; a failure says how to see it again. CI tries
# the same examples each time, so that a red run is the change's doing.
settings.register_profile(
    "kernelview",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob="CI" not in os.environ,
    derandomize="CI" in os.environ,
)
settings.load_profile("kernelview")

# tests/end_to_end starts a screen of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The pool keeps its threads, asleep, for the next picture.
THREADS_KEPT = ("pytest", "asyncio", "execnet", "kernelview-worker")
HOME_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, data and logs of the tests out of the person's home."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in HOME_FOLDERS:
            patch.setenv(name, str(home / name.lower()))
        yield


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where a test keeps its window's preferences."""
    return tmp_path / "settings.ini"


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in set(threading.enumerate()) - before
        if thread.is_alive() and not thread.name.startswith(THREADS_KEPT)
    ]
    for thread in left:
        thread.join(2.0)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left running: {still}"


@pytest.fixture(autouse=True)
def _nothing_of_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the window after which a window, a timer or a thread of Qt is left."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    # Qt is loaded by the tests of the window alone.
    from tests.ui.leftovers import left_since, present

    before = present()
    yield
    left = left_since(before)
    assert not left, f"left behind: {', '.join(left)}"
