"""Measure the engine's methods once on this machine, and remember how fast they are."""

from contextlib import suppress
from pathlib import Path

from kernelview.engine.calibration import calibrate
from kernelview.engine.speeds import Speeds, use_speeds
from kernelview.files.errors import SpeedsFileError
from kernelview.files.speeds_file import Machine, load_speeds, save_speeds, this_machine
from kernelview.jobs import Job


def use_kept_speeds(path: Path, machine: Machine | None = None) -> bool:
    """Choose by what was measured on this machine before; return whether there was anything."""
    kept = load_speeds(path, machine or this_machine())
    if kept is None:
        return False
    use_speeds(kept)
    return True


def calibrate_methods(path: Path, measuring: Job[Speeds] | None = None) -> Job[Speeds]:
    """Measure the methods, choose by that from now on, and keep it at `path` if that can be.

    `measuring` None means calibrate(). A folder that cannot be written to is no failure: the
    next start measures again.
    """
    measured = yield from (calibrate() if measuring is None else measuring)
    use_speeds(measured)
    with suppress(SpeedsFileError):
        save_speeds(measured, path, this_machine())
    return measured
