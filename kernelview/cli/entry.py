"""Run a command and turn what goes wrong into one line and an exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from kernelview import __version__
from kernelview.cli.arguments import Runner, is_command, parse

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str]) -> int:
    """Run the command line `arguments` (without the program's name); return the exit code."""
    _survive_odd_names()
    try:
        return max(_run(arguments), _flush())
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_standard_output()
        return FAILED


def is_file(word: str) -> bool:
    """Return whether `word` names a file that can be reached."""
    try:
        return Path(word).is_file()
    except OSError:
        return False


def complain(text: str) -> None:
    """Print one line on standard error."""
    print(f"kernelview: {' '.join(text.split())}", file=sys.stderr)


def _run(arguments: Sequence[str]) -> int:
    lost = _lost_picture(arguments)
    if lost is not None:
        complain(lost)
        return FAILED
    try:
        namespace, runner = parse(arguments, version=__version__)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    return _run_command(runner, namespace)


def _run_command(runner: Runner, namespace: Namespace) -> int:
    from kernelview.kernels import KernelError
    from kernelview.usecases.errors import UseCaseError

    try:
        return runner(namespace)
    except (KernelError, UseCaseError) as error:
        complain(str(error))
        return WRONG_USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(_plain_reason(error))
        return FAILED
    except MemoryError:
        complain("not enough memory")
        return FAILED


def _plain_reason(error: OSError) -> str:
    if error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return error.strerror or str(error)


def _lost_picture(arguments: Sequence[str]) -> str | None:
    # A lone word that is no command but reads like a path was meant as `kernelview PICTURE`.
    if len(arguments) != 1 or arguments[0].startswith("-") or is_command(arguments[0]):
        return None
    path = Path(arguments[0])
    try:
        if path.is_dir():
            return f"{path} is a folder; name a picture in it"
    except OSError as error:
        return f"{path}: {error.strerror}"
    if path.suffix or len(path.parts) > 1:
        return f"{path}: there is no such file"
    return None


def _survive_odd_names() -> None:
    # A file name may hold what the terminal's encoding can't show.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _flush() -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(_plain_reason(error))
        _silence_standard_output()
        return FAILED
    return DONE


def _silence_standard_output() -> None:
    # What is still buffered would raise again when Python flushes it at exit.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
