import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kernelview.disk.errors import ContentError
from kernelview.files import write_atomically

OLD, NEW = b"the old content", b"the new content" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "file.bin"
    path.write_bytes(OLD)
    return path


def test_the_new_bytes_replace_the_old(target: Path) -> None:
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW
    assert os.listdir(target.parent) == [target.name]  # noqa: PTH208


def test_short_writes_are_continued(target: Path) -> None:
    write_atomically(target, NEW, write=lambda to, rest: os.write(to, rest[:7]))
    assert target.read_bytes() == NEW


def test_a_disk_that_fills_up_leaves_the_old_file_alone(target: Path) -> None:
    taken = iter([100, 50])

    def fills_up(to: int, rest: memoryview) -> int:
        share = next(taken, None)
        if share is None:
            raise OSError(28, "No space left on device")
        return os.write(to, rest[:share])

    with pytest.raises(OSError, match="No space left"):
        write_atomically(target, NEW, write=fills_up)
    _only_the_old_file(target)


def test_a_write_that_takes_nothing_is_an_error_and_no_endless_loop(target: Path) -> None:
    with pytest.raises(OSError, match="no more bytes"):
        write_atomically(target, NEW, write=lambda _, __: 0)
    _only_the_old_file(target)


def test_a_failing_replace_leaves_the_old_file_alone(target: Path) -> None:
    def fails(_: Path, __: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(PermissionError):
        write_atomically(target, NEW, replace=fails)
    _only_the_old_file(target)


def test_an_interrupt_leaves_the_old_file_alone(target: Path) -> None:
    def interrupted(_: int, __: memoryview) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, NEW, write=interrupted)
    _only_the_old_file(target)


def test_the_bytes_are_on_the_disk_before_they_replace(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync = os.fsync

    def synced(handle: int) -> None:
        steps.append("sync")
        sync(handle)

    def replace(source: Path, to: Path) -> None:
        steps.append("replace")
        source.replace(to)

    monkeypatch.setattr(os, "fsync", synced)
    write_atomically(target, NEW, replace=replace)
    assert steps == ["sync", "replace", "sync"]


def test_permissions_of_the_old_file_stay(target: Path) -> None:
    target.chmod(0o640)
    write_atomically(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_atomically(tmp_path / "new", NEW)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link_and_its_target_is_replaced(target: Path) -> None:
    link = target.parent / "link"
    link.symlink_to(target.name)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("missing")
    write_atomically(tmp_path / "link", NEW)
    assert (tmp_path / "missing").read_bytes() == NEW


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="folder"):
        write_atomically(tmp_path, NEW)
    with pytest.raises(ContentError, match="device"):
        write_atomically(Path("/dev/full"), NEW)


def test_a_write_protected_file_is_left_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The permission bits do not stop the administrator, who may be running the tests.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ContentError, match="write-protected"):
        write_atomically(target, NEW)
    _only_the_old_file(target)


def test_the_longest_file_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".png")
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


SAVE_UNDER_A_BOUND = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from kernelview.files import ImageFileError, save_image
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    save_image(np.random.default_rng(0).integers(0, 255, (99, 99), np.uint8), sys.argv[1])
except ImageFileError as error:
    print(error.reason)
"""


def test_a_real_refusal_by_the_system_leaves_the_old_picture_alone(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(OLD)
    done = subprocess.run(
        [sys.executable, "-c", SAVE_UNDER_A_BOUND, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "larger than the system allows" in done.stdout
    _only_the_old_file(path)


DIE_IN_THE_MIDDLE = """
import os, signal, sys
from pathlib import Path
from kernelview.files import write_atomically
def die(to, rest):
    os.write(to, rest[:500])
    os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), bytes(5000), write=die)
"""


def test_a_kill_in_the_middle_leaves_the_old_file(target: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIE_IN_THE_MIDDLE, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == OLD


def _only_the_old_file(path: Path) -> None:
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
