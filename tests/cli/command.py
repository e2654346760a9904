"""Running the command line, in this process and in one of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kernelview.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands in this process and gives back what they printed."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: object) -> Done:
        self._capture.readouterr()
        code = main([str(word) for word in words])
        out, err = self._capture.readouterr()
        return Done(code, out, err)


def headless_environment(**changes: str) -> dict[str, str]:
    """Return the environment of a machine without a display."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return kept | {"PYTHONPATH": str(ROOT)} | changes


def real_command(
    *words: object, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m kernelview WORDS` in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "kernelview", *(str(word) for word in words)],
        cwd=folder,
        env=dict(environment) if environment is not None else headless_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
