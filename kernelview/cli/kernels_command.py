"""`kernelview kernels`: list the kernels, or show one; those that a network has learned, too."""

import json
import shutil
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kernelview.cli.arguments import Runner
from kernelview.cli.code_option import add_code_options, show_code
from kernelview.cli.kernel_words import family_lines, kernel_lines, list_lines, preset_lines
from kernelview.kernels import (
    Family,
    Kernel,
    Preset,
    build,
    facts,
    families,
    family,
    frei_chen_shares,
    preset_entry,
    preset_names,
    presets,
)
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.find_kernel import find_kernel, find_recipe, plain_name

EXAMPLES = """\
examples:
  kernelview kernels                             all kernels, in groups
  kernelview kernels show sobel-x                matrix, facts, what it is for, its source
  kernelview kernels show gabor:angle=45,size=9  a family with its settings
  kernelview kernels show "1/9 1/9; 1/9 1/9"     the facts of a matrix of your own
  kernelview kernels show sobel-x --code opencv  as code; -o sobel.py writes it
  kernelview kernels --json                      all of it for another program
  kernelview kernels --from digits.safetensors   the kernels that a network has learned
  kernelview kernels --from digits.safetensors --layer conv1 --out kernels/
  kernelview kernels show digits.safetensors:conv1/7
"""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `kernels`; return what runs it."""
    parser.description = "List the kernels, or show one with its facts."
    parser.epilog = EXAMPLES
    parser.add_argument(
        "action", nargs="?", choices=("list", "show"), default="list", help="list (default) or show"
    )
    parser.add_argument("kernel", nargs="?", metavar="KERNEL", help="what to show")
    parser.add_argument("--json", action="store_true", help="print JSON")
    learned = parser.add_argument_group("learned kernels")
    learned.add_argument(
        "--from", dest="model", metavar="MODEL", help="list those of a network that was trained"
    )
    learned.add_argument(
        "--layer", metavar="LAYER", help="only those of a layer (conv1), or one alone (conv1/7)"
    )
    learned.add_argument(
        "-o",
        "--out",
        metavar="OUT",
        help="write them: a folder for a .json file each, or a .json file for all; "
        "with --code the file of the code",
    )
    add_code_options(parser)
    return run_kernels


def run_kernels(arguments: Namespace) -> int:
    """List or show; return 0."""
    if arguments.action == "show" and arguments.kernel is None:
        raise UseCaseError("show what? Name a kernel, as in: kernelview kernels show sobel-x")
    if arguments.action == "list" and arguments.kernel is not None:
        raise UseCaseError(f"list takes no name; try: kernelview kernels show {arguments.kernel}")
    if arguments.code is not None:
        _show_code(arguments)
        return 0
    if arguments.model is None and (arguments.layer is not None or arguments.out is not None):
        raise UseCaseError("--layer and --out go with --from MODEL, the network to look into")
    if arguments.model is not None:
        if arguments.action == "show":
            raise UseCaseError(f"try: kernelview kernels show {arguments.model}:LAYER/UNIT")
        _learned(arguments)
    elif arguments.action == "show":
        _show(arguments.kernel, as_json=arguments.json)
    else:
        _list(as_json=arguments.json)
    return 0


def _list(*, as_json: bool) -> None:
    if as_json:
        _print_json(
            {
                "presets": [_preset_json(entry) for entry in presets()],
                "families": [_family_json(entry) for entry in families()],
            }
        )
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    print("\n".join(list_lines(presets(), families(), width=width)))


def _learned(arguments: Namespace) -> None:
    from kernelview.cli.learned_words import learned_json, learned_lines
    from kernelview.learn.errors import LearnError
    from kernelview.usecases.learned_kernels import export_kernels, learned_kernels

    try:
        learned = learned_kernels(Path(arguments.model), arguments.layer)
    except LearnError as error:
        raise UseCaseError(f"{arguments.model}: {error}") from error
    if arguments.out is not None:
        for target in export_kernels(learned, Path(arguments.out)):
            print(target)
    elif arguments.json:
        _print_json(learned_json(learned))
    else:
        print("\n".join(learned_lines(learned)))


def _show_code(arguments: Namespace) -> None:
    if arguments.action != "show":
        raise UseCaseError(
            f"--code writes one kernel: kernelview kernels show sobel-x --code {arguments.code}"
        )
    show_code(find_kernel(arguments.kernel), arguments)


def _show(text: str, *, as_json: bool) -> None:
    recipe = find_recipe(text)
    if plain_name(text) in preset_names():
        entry = preset_entry(plain_name(text))
        fields, lines = _preset_json(entry), preset_lines(entry)
    elif recipe is not None:
        kernel, chosen = build(recipe), family(recipe.family)
        fields = _family_json(chosen) | _kernel_json(kernel)
        lines = family_lines(chosen, kernel)
    else:
        kernel = find_kernel(text)
        fields, lines = _kernel_json(kernel), kernel_lines(kernel)
    if as_json:
        _print_json(fields)
    else:
        print("\n".join(lines))


def _preset_json(entry: Preset) -> dict[str, Any]:
    about = {"name": entry.name, "label": entry.label, "group": entry.group}
    return about | {"help": entry.help, "source": entry.source} | _kernel_json(entry.kernel)


def _family_json(entry: Family) -> dict[str, Any]:
    return {
        "name": entry.name,
        "label": entry.label,
        "group": entry.group,
        "help": entry.help,
        "source": entry.source,
        "parameters": [asdict(parameter) for parameter in entry.parameters],
    }


def _kernel_json(kernel: Kernel) -> dict[str, Any]:
    from kernelview.files.kernels import kernel_to_json

    known = facts(kernel)
    shares = frei_chen_shares(kernel)
    factors = known.separable
    return {
        "kernel": kernel_to_json(kernel),
        "facts": {
            "sum": known.sum,
            "gain": known.gain,
            "norm": known.norm,
            "absolute_sum": known.absolute_sum,
            "rank": known.rank,
            "separable": None if factors is None else [factor.tolist() for factor in factors],
            "passband": known.passband,
            "frei_chen": None if shares is None else asdict(shares),
        },
    }


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
