"""Fixtures of the command line's tests."""

import pytest

from tests.cli.command import CommandLine


@pytest.fixture
def kernelview(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Runs commands in this process."""
    return CommandLine(capsys)
