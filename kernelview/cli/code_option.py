"""`kernelview kernels show KERNEL --code TARGET`: the kernel as code, printed or written."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.code import BORDERS, TARGETS, code_for
from kernelview.usecases.errors import UseCaseError


def add_code_options(parser: ArgumentParser) -> None:
    """Add --code and how the kernel is to be applied."""
    code = parser.add_argument_group("a kernel as code")
    code.add_argument(
        "--code",
        metavar="TARGET",
        choices=[target.id for target in TARGETS],
        help=f"print the kernel that is shown as code; {', '.join(t.id for t in TARGETS)}",
    )
    code.add_argument(
        "--border",
        choices=BORDERS,
        default="reflect",
        help="what lies beyond the picture's edge (reflect)",
    )
    code.add_argument(
        "--constant",
        type=float,
        default=0.0,
        metavar="N",
        help="the value beyond the edge with --border constant, 0 to 255 (0)",
    )
    code.add_argument(
        "--convolve",
        action="store_true",
        help="true convolution: turn the kernel by 180 degrees (the default is cross-correlation)",
    )


def show_code(kernel: Kernel, arguments: Namespace) -> None:
    """Print the code, or write it to --out."""
    text = _code(kernel, arguments)
    if arguments.out is None:
        print(text, end="")
        return
    # It loads what reads and writes pictures, which takes longer than all the rest.
    from kernelview.usecases.export_code import save_code

    save_code(text, Path(arguments.out))
    print(arguments.out)


def _code(kernel: Kernel, arguments: Namespace) -> str:
    try:
        return code_for(
            kernel,
            arguments.code,
            border=arguments.border,
            constant=arguments.constant,
            true_convolution=arguments.convolve,
        )
    except KernelError as error:
        raise UseCaseError(str(error)) from error
