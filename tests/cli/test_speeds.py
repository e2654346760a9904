"""The command line goes by the speeds that the window measured, and measures none itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kernelview.engine import METHODS
from kernelview.engine.speeds import Speeds, speeds, use_speeds
from kernelview.files import sample_pictures
from kernelview.files.speeds_file import save_speeds, speeds_path, this_machine
from tests.cli.command import CommandLine

MEASURED = Speeds(dict.fromkeys(METHODS, 1.5))


@pytest.fixture(autouse=True)
def before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Speeds]:
    """The speeds that other tests go by; a cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = speeds()
    yield found
    use_speeds(found)


def apply(kernelview: CommandLine, folder: Path) -> None:
    picture = sample_pictures()[0]
    done = kernelview("apply", picture, "--kernel", "sobel-x", "-o", folder / "out.png")
    assert done.code == 0, done.err


def test_kept_speeds_are_used(kernelview: CommandLine, tmp_path: Path) -> None:
    save_speeds(MEASURED, speeds_path(), this_machine())
    apply(kernelview, tmp_path)
    assert dict(speeds().factors) == dict(MEASURED.factors)


def test_without_any_nothing_is_measured(
    kernelview: CommandLine, tmp_path: Path, before: Speeds
) -> None:
    apply(kernelview, tmp_path)
    assert speeds() is before
    assert not speeds_path().exists()
