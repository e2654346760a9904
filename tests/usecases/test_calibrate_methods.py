from collections.abc import Iterator
from pathlib import Path

import pytest

from kernelview.engine import METHODS
from kernelview.engine.speeds import Speeds, speeds, use_speeds
from kernelview.jobs import completed, run
from kernelview.usecases.calibrate_methods import calibrate_methods, use_kept_speeds

MEASURED = Speeds(dict.fromkeys(METHODS, 1.5))


@pytest.fixture(autouse=True)
def before() -> Iterator[Speeds]:
    """The speeds that other tests go by."""
    found = speeds()
    yield found
    use_speeds(found)


def test_without_a_file_nothing_changes(tmp_path: Path, before: Speeds) -> None:
    assert not use_kept_speeds(tmp_path / "speeds.json")
    assert speeds() is before


def test_what_was_measured_counts_at_once_and_at_the_next_start(
    tmp_path: Path, before: Speeds
) -> None:
    path = tmp_path / "cache" / "speeds.json"
    assert run(calibrate_methods(path, completed(MEASURED))) is MEASURED
    assert speeds() is MEASURED
    use_speeds(before)
    assert use_kept_speeds(path)
    assert dict(speeds().factors) == dict(MEASURED.factors)


def test_a_cancelled_measurement_changes_and_keeps_nothing(tmp_path: Path, before: Speeds) -> None:
    job = calibrate_methods(tmp_path / "speeds.json")
    next(job)
    job.close()
    assert speeds() is before
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    run(calibrate_methods(tmp_path / "cache" / "speeds.json", completed(MEASURED)))
    assert speeds() is MEASURED
