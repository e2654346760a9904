"""What can be typed after `kernelview`: the commands, their help and the parser."""

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Runner = Callable[[Namespace], int]

DESCRIPTION = "Apply convolution kernels to pictures, in a window or from here."
EXAMPLES = """\
examples:
  kernelview                                        open the window on a sample picture
  kernelview photo.jpg                              open the window on a picture
  kernelview apply photo.jpg --kernel sobel-x --show absolute -o edges.png
  kernelview apply photos/*.jpg --kernel gaussian:sigma=3 -o blurred/
  kernelview apply photo.jpg --kernel "1 0 -1; 2 0 -2; 1 0 -1" -o edges.png
  kernelview kernels                                list all kernels
  kernelview kernels show sobel-x                   a kernel's matrix and what it is for
  kernelview train --out digits.safetensors         train a network on handwritten digits
  kernelview kernels --from digits.safetensors      list the kernels that it has learned
  kernelview compare --out report                   learned kernels against hand-made ones
  kernelview recover photo.png edges.png --size 3   find the kernel between two pictures
  kernelview demo --out demo-output                 a page of filtered pictures to look at

`kernelview COMMAND --help` says more about a command.
exit codes: 0 done, 1 failed (one line says why), 2 wrong usage, 130 interrupted
"""

_VALUE_OPTIONS = {"-k": 1, "--kernel": 1, "--magnitude": 2}
_VALUE_OPTIONS |= {"--divisor": 1, "--offset": 1, "--constant": 1, "--threshold": 1}
_NEGATIVE = re.compile(r"-(?:[\d.(]|pi\b|e\b|sqrt\b)")


@dataclass(frozen=True)
class Command:
    """One command: its name, what the overview says of it, and what adds its arguments."""

    name: str
    summary: str
    configure: Callable[[ArgumentParser], Runner]


def _configure_apply(parser: ArgumentParser) -> Runner:
    from kernelview.cli import apply_command

    return apply_command.configure(parser)


def _configure_kernels(parser: ArgumentParser) -> Runner:
    from kernelview.cli import kernels_command

    return kernels_command.configure(parser)


def _configure_train(parser: ArgumentParser) -> Runner:
    from kernelview.cli import train_command

    return train_command.configure(parser)


def _configure_recover(parser: ArgumentParser) -> Runner:
    from kernelview.cli import recover_command

    return recover_command.configure(parser)


def _configure_compare(parser: ArgumentParser) -> Runner:
    from kernelview.cli import compare_command

    return compare_command.configure(parser)


def _configure_demo(parser: ArgumentParser) -> Runner:
    from kernelview.cli import demo_command

    return demo_command.configure(parser)


COMMANDS = (
    Command("apply", "filter pictures with a kernel", _configure_apply),
    Command("kernels", "list the kernels, or show one", _configure_kernels),
    Command("train", "train a network and keep what it learned", _configure_train),
    Command("compare", "compare learned kernels with hand-made ones", _configure_compare),
    Command("recover", "find the kernel between a picture and its result", _configure_recover),
    Command("demo", "filter the sample pictures and make a page of the results", _configure_demo),
)


def is_command(word: str) -> bool:
    """Return whether `word` is the name of a command."""
    return any(command.name == word for command in COMMANDS)


def parse(arguments: Sequence[str], *, version: str) -> tuple[Namespace, Runner]:
    """Parse `arguments`; return them and what runs them. Exits with 2 when they are wrong."""
    parser = ArgumentParser(
        prog="kernelview",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kernelview {version}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    words = protect_negatives(arguments)
    for command in COMMANDS:
        _add_command(commands, command, in_use=command.name in words)
    namespace = parser.parse_args(words)
    runner: Runner = namespace.runner
    return namespace, runner


def _add_command(
    commands: "_SubParsersAction[ArgumentParser]", command: Command, *, in_use: bool
) -> None:
    parser = commands.add_parser(
        command.name,
        help=command.summary,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    # The other commands' arguments would cost imports and are not asked for.
    if in_use:
        parser.set_defaults(runner=command.configure(parser))


def protect_negatives(arguments: Sequence[str]) -> list[str]:
    """Put a space before values such as "-1,0,1", which argparse would take for an option."""
    protected: list[str] = []
    values_to_come = 0
    for word in arguments:
        is_value = values_to_come > 0
        values_to_come = values_to_come - 1 if is_value else _VALUE_OPTIONS.get(word, 0)
        protected.append(f" {word}" if is_value and _NEGATIVE.match(word) else word)
    return protected
