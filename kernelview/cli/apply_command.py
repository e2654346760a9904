"""`kernelview apply`: filter pictures with a kernel."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from kernelview.cli.arguments import Runner
from kernelview.cli.progress_bar import ProgressBar
from kernelview.engine import BORDERS, SHOW_MODES, Channels, Convolve, Magnitude, Pipeline, Stage
from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, KernelError, automatic_divisor, parse_number
from kernelview.usecases.find_kernel import find_kernel

DESCRIPTION = """\
Filter one picture to a file, or several into a folder.

A KERNEL is a name (`kernelview kernels` lists them), a family with its settings
(gaussian:sigma=2,size=9), a kernel file (.json, .txt, .csv, .npy, .kernel, .mat,
.acf, .settings, .def) or a matrix, rows parted by semicolons: "1 0 -1; 2 0 -2; 1 0 -1".
Fractions and sqrt() may be used."""

EXAMPLES = """\
examples:
  kernelview apply photo.jpg --kernel sobel-x --show absolute -o edges.png
  kernelview apply photo.jpg --magnitude sobel-x sobel-y -o edges.png
  kernelview apply scan.tif --kernel "1 2 1; 2 4 2; 1 2 1" --divisor auto -o soft.tif
  kernelview apply *.jpg --kernel gabor:wavelength=6 --show false-colour --format png -o out/
"""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `apply`; return what runs it."""
    parser.usage = "kernelview apply IN [IN ...] --kernel KERNEL -o OUT [options]"
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    _add_files(parser)
    _add_kernel(parser)
    _add_filtering(parser)
    return run_apply


def run_apply(arguments: Namespace) -> int:
    """Filter the pictures; return 1 when one of them failed, 0 otherwise."""
    from kernelview.files.speeds_file import speeds_path
    from kernelview.usecases.apply_kernel import ApplyRequest, PictureDone, apply_kernel
    from kernelview.usecases.calibrate_methods import use_kept_speeds
    from kernelview.usecases.plan_outputs import plan_outputs

    use_kept_speeds(speeds_path())
    plan = plan_outputs(
        [Path(name) for name in arguments.pictures],
        Path(arguments.output),
        into_folder=_names_folder(arguments.output),
        suffix=arguments.format,
        overwrite=arguments.overwrite,
    )
    request = ApplyRequest(plan, _pipeline(arguments), arguments.show, arguments.quality)
    with ProgressBar(len(plan), unit="pictures", quiet=arguments.quiet) as bar:

        def report(progress: Progress) -> None:
            bar.update(progress)
            if isinstance(progress, PictureDone):
                outcome = progress.outcome
                lines = _lines(outcome.source, outcome.target, outcome.notes, outcome.reason)
                bar.above(lambda: _print(lines, quiet=arguments.quiet))

        outcomes = run(apply_kernel(request), report)
    return 0 if all(outcome.written for outcome in outcomes) else 1


def _lines(
    source: Path, target: Path, notes: tuple[str, ...], reason: str | None
) -> tuple[str | None, list[str]]:
    if reason is not None:
        return None, [f"kernelview: {source}: {' '.join(reason.split())}"]
    return str(target), [f"{source}: note: {note}" for note in notes]


def _print(lines: tuple[str | None, list[str]], *, quiet: bool) -> None:
    written, others = lines
    if written is None or not quiet:
        for line in others:
            print(line, file=sys.stderr)
    if written is not None and not quiet:
        print(written, flush=True)


def _pipeline(arguments: Namespace) -> Pipeline:
    return Pipeline(
        (_stage(arguments),),
        border=arguments.border,
        constant=arguments.constant,
        turned=arguments.convolve,
        channels=arguments.channels,
    )


def _stage(arguments: Namespace) -> Stage:
    if arguments.magnitude is None:
        return Convolve(_changed(find_kernel(arguments.kernel), arguments))
    first, second = (_changed(find_kernel(text), arguments) for text in arguments.magnitude)
    return Magnitude(first, second)


def _changed(kernel: Kernel, arguments: Namespace) -> Kernel:
    if arguments.divisor is not None:
        automatic = arguments.divisor == "auto"
        divisor = automatic_divisor(kernel) if automatic else arguments.divisor
        kernel = kernel.replace(divisor=divisor)
    return kernel if arguments.offset is None else kernel.replace(offset=arguments.offset)


def _add_files(parser: ArgumentParser) -> None:
    files = parser.add_argument_group("files")
    files.add_argument("pictures", nargs="+", metavar="IN", help="a picture to filter")
    files.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="the file to write; a folder (made when missing) for several pictures",
    )
    files.add_argument(
        "--format",
        type=_suffix,
        metavar="NAME",
        help="write png, tif, jpg, webp or bmp files, whatever the pictures' own names say",
    )
    files.add_argument(
        "--quality",
        type=_quality,
        default=92,
        metavar="N",
        help="1 to 100, for JPEG and WebP (92)",
    )
    files.add_argument(
        "--overwrite", action="store_true", help="allow a result to replace the picture it is of"
    )
    files.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but what went wrong"
    )


def _add_kernel(parser: ArgumentParser) -> None:
    kernel = parser.add_argument_group("kernel")
    which = kernel.add_mutually_exclusive_group(required=True)
    which.add_argument("-k", "--kernel", metavar="KERNEL", help="the kernel, see above")
    which.add_argument(
        "--magnitude",
        nargs=2,
        metavar="KERNEL",
        help="two kernels a and b: the result is sqrt(a² + b²)",
    )
    kernel.add_argument(
        "--divisor",
        type=_divisor,
        metavar="N",
        help="divide the sum by N; auto: by the sum of the weights (the kernel's own)",
    )
    kernel.add_argument(
        "--offset",
        type=_number,
        metavar="N",
        help="added to each result, in the picture's own units",
    )
    kernel.add_argument(
        "--convolve",
        action="store_true",
        help="true convolution: turn the kernel by 180 degrees (the default is cross-correlation)",
    )


def _add_filtering(parser: ArgumentParser) -> None:
    filtering = parser.add_argument_group("picture")
    filtering.add_argument(
        "--border",
        choices=BORDERS,
        default="reflect",
        help="what lies beyond the picture's edge: reflect (mirrored at the edge pixel, the "
        "default), symmetric (edge pixel repeated), edge, wrap, constant",
    )
    filtering.add_argument(
        "--constant",
        type=_number,
        default=0.0,
        metavar="N",
        help="the value beyond the edge with --border constant, in the picture's own units (0)",
    )
    filtering.add_argument(
        "--channels",
        choices=get_args(Channels),
        default="all",
        help="which channels to filter (all); any other choice gives a grey picture",
    )
    filtering.add_argument(
        "--show",
        choices=SHOW_MODES,
        default="clamp",
        help="what becomes of values below black and above white: clamp (cut off, the default), "
        "absolute, signed (zero is mid-grey), stretch, false-colour",
    )


def _names_folder(text: str) -> bool:
    return text.endswith(("/", os.sep)) or text in (".", "..")


def _argument(parse: Callable[[str], float]) -> Callable[[str], float]:
    def checked(text: str) -> float:
        try:
            return parse(text)
        except KernelError as error:
            raise ArgumentTypeError(str(error)) from error

    return checked


_number = _argument(parse_number)


def _divisor(text: str) -> float | str:
    if text == "auto":
        return text
    value = _number(text)
    if value == 0:
        raise ArgumentTypeError("the divisor can't be 0; auto means the sum of the weights")
    return value


def _quality(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 100):
        raise ArgumentTypeError(f"a whole number from 1 to 100, not {text!r}")
    return int(text)


def _suffix(text: str) -> str:
    name = text.lower().lstrip(".")
    if name not in ("png", "tif", "tiff", "jpg", "jpeg", "webp", "bmp"):
        raise ArgumentTypeError(f"png, tif, jpg, webp or bmp, not {text!r}")
    return f".{name}"
