"""`kernelview recover`: find the kernel between a picture and its filtered version."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kernelview.cli.arguments import Runner
from kernelview.cli.progress_bar import ProgressBar
from kernelview.jobs import Progress, run
from kernelview.learn.errors import LearnError
from kernelview.usecases.errors import UseCaseError

if TYPE_CHECKING:
    from kernelview.learn.descending import DescentSettings
    from kernelview.learn.gathering import RecoverySettings
    from kernelview.learn.recovery import Recovery

SUFFIXES = (".json", ".txt", ".csv", ".npy")
_DONE, _FAILED = 0, 1

DESCRIPTION = """\
Find the kernel that made the picture AFTER of the picture BEFORE, and say how far it can be
trusted. Both have the same size; the kernel's anchor is its middle. Pixels near the border and
those cut off to black or white are left out; that 8-bit results are rounded is allowed for.

The weights are found by least squares, and by gradient descent, step by step, with --steps.
KERNEL is written as for `kernelview apply`."""

EXAMPLES = """\
examples:
  kernelview apply photo.png --kernel gaussian-5 -o soft.png
  kernelview recover photo.png soft.png --size 5 -o kernel.json
  kernelview recover photo.png soft.png --size 5 --truth gaussian-5 --steps 500
  kernelview apply other.png --kernel kernel.json -o other-soft.png

exit codes: 0 found, 1 no kernel of this size explains the result or the pictures can't tell it
(the nearest one is written all the same) or a file failed, 2 wrong usage
"""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `recover`; return what runs it."""
    parser.usage = "kernelview recover BEFORE AFTER [--size N] [-o KERNEL] [options]"
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    parser.add_argument("before", metavar="BEFORE", help="the picture")
    parser.add_argument("after", metavar="AFTER", help="what the unknown filter made of it")
    parser.add_argument(
        "-s", "--size", type=_size, default=(5, 5), metavar="N",
        help="rows and columns of the kernel, as in 5 or 3x7 (5)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="OUT", help=f"the kernel file to write ({' '.join(SUFFIXES)})"
    )
    parser.add_argument(
        "--truth", metavar="KERNEL", help="the true kernel, to say how near the found one is"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print only what went wrong")
    _add_fitting(parser)
    return run_recover


def _add_fitting(parser: ArgumentParser) -> None:
    fitting = parser.add_argument_group("fitting")
    fitting.add_argument(
        "--ridge", type=float, metavar="X",
        help="regularise by X times the windows' mean eigenvalue (chosen from the noise)",
    )  # fmt: skip
    fitting.add_argument(
        "--steps", type=_whole, metavar="N", help="use N steps of gradient descent and show them"
    )
    fitting.add_argument(
        "--learning-rate", type=float, default=0.5, metavar="X",
        help="of the descent, as a share of the largest that converges (0.5)",
    )  # fmt: skip
    fitting.add_argument(
        "--momentum", type=float, metavar="X",
        help="of the descent, 0 for none (the best for the picture)",
    )  # fmt: skip
    fitting.add_argument(
        "--seed", type=_whole, default=0, metavar="N",
        help="of where the descent starts and of which windows a large picture lends (0)",
    )  # fmt: skip


def run_recover(arguments: Namespace) -> int:
    """Find the kernel, print and save it; return 1 when it can't be trusted, 0 otherwise."""
    target = _target(arguments.output)
    settings, descent = _settings(arguments)
    try:
        recovery = _recovery(arguments, settings, descent)
    except LearnError as error:
        print(f"kernelview: {arguments.before}, {arguments.after}: {error}", file=sys.stderr)
        return _FAILED
    if target is not None:
        _save(recovery, target)
    return _report(recovery, arguments, target)


def _recovery(
    arguments: Namespace, settings: "RecoverySettings", descent: "DescentSettings | None"
) -> "Recovery":
    from kernelview.cli.recovery_lines import is_shown, step_line
    from kernelview.learn.descending import DescentStep
    from kernelview.usecases.open_image import open_image
    from kernelview.usecases.recover_kernel import recover_kernel

    before, after = (run(open_image(Path(name))) for name in (arguments.before, arguments.after))
    with ProgressBar(100, unit="%", quiet=arguments.quiet) as bar:

        def report(progress: Progress) -> None:
            bar.update(progress)
            if not isinstance(progress, DescentStep) or arguments.quiet or descent is None:
                return
            if is_shown(progress.step, descent.steps):
                line = step_line(progress)
                bar.above(lambda: print(line, flush=True))

        return run(recover_kernel(before, after, settings, descent), report)


def _report(recovery: "Recovery", arguments: Namespace, target: Path | None) -> int:
    from kernelview.cli.recovery_lines import recovery_lines
    from kernelview.learn.recovery_words import determinedness

    if not recovery.is_trusted:
        print(f"kernelview: {arguments.after}: {determinedness(recovery)[0]}", file=sys.stderr)
    if not arguments.quiet:
        for note in recovery.notes:
            print(f"note: {note}", file=sys.stderr)
        for line in recovery_lines(recovery):
            print(line)
        if target is not None:
            print(target)
    return _DONE if recovery.is_trusted else _FAILED


def _save(recovery: "Recovery", target: Path) -> None:
    from kernelview.files.kernels import save_kernel

    kernel = recovery.kernel
    if target.suffix.lower() != ".json" and not recovery.has_offset:
        kernel = kernel.replace(offset=0.0)  # a bare matrix holds none
    save_kernel(kernel, target)


def _settings(arguments: Namespace) -> "tuple[RecoverySettings, DescentSettings | None]":
    from kernelview.learn.descending import DescentSettings
    from kernelview.learn.gathering import RecoverySettings
    from kernelview.usecases.find_kernel import find_kernel

    truth = None if arguments.truth is None else find_kernel(arguments.truth)
    try:
        settings = RecoverySettings(
            size=arguments.size, ridge=arguments.ridge, seed=arguments.seed, truth=truth
        )
        if arguments.steps is None:
            return settings, None
        return settings, DescentSettings(
            arguments.steps, arguments.learning_rate, arguments.momentum
        )
    except LearnError as error:
        raise UseCaseError(str(error)) from error


def _target(text: str | None) -> Path | None:
    # Before the work, not after it.
    if text is None:
        return None
    path = Path(text)
    if path.suffix.lower() not in SUFFIXES:
        raise UseCaseError(f"the kernel is kept as {' '.join(SUFFIXES)}, not as {text!r}")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UseCaseError(f"{path.absolute().parent}: there is no such folder for {path.name}")
    return path


def _size(text: str) -> tuple[int, int]:
    rows, times, columns = text.lower().replace("×", "x").partition("x")
    sides = (rows, columns if times else rows)
    if not all(side.isascii() and side.isdigit() for side in sides):
        raise ArgumentTypeError(f"a whole number or two, as in 5 or 3x7, not {text!r}")
    return int(sides[0]), int(sides[1])


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"a whole number, not {text!r}")
    return int(text)
