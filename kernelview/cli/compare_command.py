"""`kernelview compare`: a network's kernels against hand-made ones, and a report of it."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kernelview.cli.arguments import Runner
from kernelview.cli.plan_arguments import check_source, mistakes_named, network_named, whole
from kernelview.cli.progress_bar import ProgressBar
from kernelview.jobs import Progress, run
from kernelview.learn.choices import BUNDLED
from kernelview.learn.templates import TEMPLATES
from kernelview.usecases.errors import UseCaseError

if TYPE_CHECKING:
    from kernelview.kernels import Kernel
    from kernelview.learn.choices import DataChoice
    from kernelview.learn.experiments import Execute, KernelBank
    from kernelview.usecases.compare_banks import BankChoice
    from kernelview.usecases.make_comparison import ComparisonPlan
    from kernelview.usecases.report import ReportContent, ReportFiles

# Written out: --help is to be quick, and a test sees that they are those there are.
MATCHED = ("everything", "presets", "families", "mine")
SMALL_BANKS = ("edges-and-lines", "edges", "frei-chen", "laws")
KINDS = ("frozen", "hunger", "ablation", "recover")
_TRAINING_EPOCHS, _EXPERIMENT_EPOCHS, _SEEDS = 5, 10, 5
_MINE = "mine"
_INTERRUPTED = 130

DESCRIPTION = f"""\
Find for each kernel of a network's layer the hand-made kernel that is nearest to it, say which
of these likenesses are more than chance, and write a report: DIR/report.html with its tables
as CSV and its plots as PNG and SVG. Without --model a network is trained first (seconds).

BANK is the hand-made kernels to compare with: everything (presets and families, the usual
one), presets, families, mine (your own); or a small bank that also is the hand-made first
layer of the experiments: {", ".join(SMALL_BANKS)}. With everything, presets
and families that layer is {SMALL_BANKS[0]}.

EXPERIMENT, which may be given several times:
  frozen     the first layer hand-made, random or learned: accuracy over seeds
  hunger     the same for growing numbers of training pictures
  ablation   accuracy without each learned kernel, and with its match in its place
  recover    presets found again from their 8-bit results on the picture

Ctrl+C ends it and writes a report of what was done until then."""

EXAMPLES = """\
examples:
  kernelview compare --out report
  kernelview compare --model digits.safetensors --picture photo.jpg --out report
  kernelview compare --network few-large-kernels --experiment frozen --seeds 5 --out report
  kernelview compare --experiment frozen --experiment hunger --scheduler HOST:8786 --out report
"""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `compare`; return what runs it."""
    parser.usage = "kernelview compare [--model MODEL | --train] [options] --out DIR"
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    parser.add_argument("-o", "--out", required=True, metavar="DIR", help="where the report goes")
    parser.add_argument("-q", "--quiet", action="store_true", help="print only what went wrong")
    _add_network(parser)
    _add_matching(parser)
    _add_experiments(parser)
    return run_compare


def _add_network(parser: ArgumentParser) -> None:
    network = parser.add_argument_group("network")
    either = network.add_mutually_exclusive_group()
    either.add_argument("-m", "--model", metavar="MODEL", help="a network kept by train")
    either.add_argument("--train", action="store_true", help="train one now, as without --model")
    network.add_argument(
        "-n", "--network", metavar="NETWORK", help=f"to train: a name or file ({TEMPLATES[0].id})"
    )
    network.add_argument(
        "-d", "--data", metavar="DATA", help=f"as for train ({BUNDLED[0]}, or the model's own)"
    )
    network.add_argument("--limit", type=whole, metavar="N", help="use only so many pictures")
    network.add_argument(
        "--epochs", type=whole, metavar="N",
        help=f"of training ({_TRAINING_EPOCHS}) and of each experiment's ({_EXPERIMENT_EPOCHS})",
    )  # fmt: skip
    network.add_argument(
        "--seed", type=whole, default=0, metavar="N", help="of training and of chance (0)"
    )


def _add_matching(parser: ArgumentParser) -> None:
    matching = parser.add_argument_group("matching")
    matching.add_argument(
        "-b", "--bank", default=MATCHED[0], choices=(*MATCHED, *SMALL_BANKS), metavar="BANK",
        help=f"see above ({MATCHED[0]})",
    )  # fmt: skip
    matching.add_argument("--layer", default="", metavar="NAME", help="a layer (the first one)")
    matching.add_argument(
        "--shift", type=whole, default=0, metavar="N", help="allow shifts of so many pixels (0)"
    )
    matching.add_argument("--no-turns", action="store_true", help="allow no quarter turns")
    matching.add_argument("--no-mirrors", action="store_true", help="allow no mirror images")
    matching.add_argument("--constant", action="store_true", help="allow an added constant")
    matching.add_argument(
        "-p", "--picture", metavar="IN", help="try the best pairs on it (the bundled cameraman)"
    )


def _add_experiments(parser: ArgumentParser) -> None:
    experiments = parser.add_argument_group("experiments")
    experiments.add_argument(
        "-e", "--experiment", action="append", choices=KINDS, default=[], metavar="EXPERIMENT",
        help="see above; may be given several times",
    )  # fmt: skip
    experiments.add_argument(
        "--seeds", type=whole, default=_SEEDS, metavar="N",
        help=f"so many trainings of each kind ({_SEEDS})",
    )  # fmt: skip
    experiments.add_argument(
        "--scheduler", metavar="ADDRESS", help="send the trainings to this Dask scheduler"
    )


def run_compare(arguments: Namespace) -> int:
    """Compare, print what is found and write the report; return 0, 130 when it was interrupted."""
    from kernelview.usecases.report import check_report_folder

    folder = Path(arguments.out)
    check_report_folder(folder)
    execute = _execute(arguments)
    with mistakes_named():
        content, is_whole = _content(_plan(arguments), execute, quiet=arguments.quiet)
    files = _write(content, folder, arguments)
    if not arguments.quiet:
        print(f"\n{files.page}")
        print("Open it in a web browser.", file=sys.stderr)
    return 0 if is_whole else _INTERRUPTED


def _content(
    plan: "ComparisonPlan", execute: "Execute", *, quiet: bool
) -> "tuple[ReportContent, bool]":
    """Do the plan and print what comes out; Ctrl+C leaves what there is by then."""
    from kernelview.cli.compare_lines import news_lines
    from kernelview.usecases.make_comparison import ComparisonProgress, make_comparison

    found: list[ReportContent] = []
    with ProgressBar(100, unit="%", quiet=quiet) as bar:

        def report(progress: Progress) -> None:
            bar.update(progress)
            if isinstance(progress, ComparisonProgress):
                found.append(progress.content)
                lines = "\n".join(news_lines(progress.content))
                bar.above(lambda: None if quiet else print(lines, flush=True))

        try:
            return run(make_comparison(plan, execute=execute), report), True
        except KeyboardInterrupt:
            if not found:
                raise
    print("kernelview: interrupted; the report tells of what was done", file=sys.stderr)
    return found[-1], False


def _write(content: "ReportContent", folder: Path, arguments: Namespace) -> "ReportFiles":
    from dataclasses import replace
    from datetime import UTC, datetime

    from kernelview.usecases.report import versions_here, write_report

    told = replace(content, command=command_text(arguments))
    now, versions = datetime.now(UTC), versions_here()
    with ProgressBar(100, unit="%", quiet=arguments.quiet) as bar:
        return run(write_report(told, folder, now=now, versions=versions), bar.update)


def command_text(arguments: Namespace) -> str:
    """Return the command that does the same again; what is usual is left out."""
    words = ["kernelview", "compare"]
    words += ["--model", arguments.model] if arguments.model else ["--train"]
    for name in ("network", "data", "limit", "epochs"):
        value = getattr(arguments, name)
        words += [] if value is None else [f"--{name}", str(value)]
    words += ["--seed", str(arguments.seed), "--bank", arguments.bank]
    words += ["--layer", arguments.layer] if arguments.layer else []
    words += ["--no-turns"] if arguments.no_turns else []
    words += ["--no-mirrors"] if arguments.no_mirrors else []
    words += ["--shift", str(arguments.shift)] if arguments.shift else []
    words += ["--constant"] if arguments.constant else []
    words += ["--picture", arguments.picture] if arguments.picture else []
    for kind in dict.fromkeys(arguments.experiment):
        words += ["--experiment", kind]
    words += ["--seeds", str(arguments.seeds)] if arguments.experiment else []
    return shlex.join([*words, "--out", arguments.out])


def _execute(arguments: Namespace) -> "Execute":
    from kernelview.learn.experiments import run_here

    if arguments.scheduler is None:
        return run_here
    if not {"frozen", "hunger"} & {*arguments.experiment}:
        raise UseCaseError("--scheduler is for the trainings of --experiment frozen and hunger")
    from kernelview.usecases.dask_trials import on_cluster

    return on_cluster(arguments.scheduler)


def _plan(arguments: Namespace) -> "ComparisonPlan":
    from kernelview.document.plan import TrainingPlan
    from kernelview.files.assets import sample_pictures
    from kernelview.kernels.freedom import Freedom
    from kernelview.learn.choices import TrainingSettings
    from kernelview.usecases.compare_banks import MatchChoice
    from kernelview.usecases.make_comparison import ComparisonPlan

    data = _data(arguments)
    epochs = arguments.epochs or _TRAINING_EPOCHS
    settings = TrainingSettings(epochs=epochs, seed=arguments.seed)
    network = network_named(arguments.network or TEMPLATES[0].id)
    matched, own, small = _bank(arguments)
    freedom = Freedom(
        turns=not arguments.no_turns,
        mirrors=not arguments.no_mirrors,
        shift=arguments.shift,
        constant=arguments.constant,
    )
    return ComparisonPlan(
        picture=Path(arguments.picture) if arguments.picture else sample_pictures()[1],
        training=TrainingPlan(data, network, settings),
        model=Path(arguments.model) if arguments.model else None,
        data=data if arguments.data or arguments.limit else None,
        choice=MatchChoice(matched, freedom, arguments.layer),
        own=own,
        bank_name=f"the bank {small.name}" if arguments.bank in SMALL_BANKS else "",
        experiments=tuple(dict.fromkeys(arguments.experiment)),
        bank=small,
        seeds=tuple(range(arguments.seeds)),
        epochs=arguments.epochs or _EXPERIMENT_EPOCHS,
        seed=arguments.seed,
    )


def _data(arguments: Namespace) -> "DataChoice":
    from kernelview.learn.choices import DataChoice

    source = arguments.data or BUNDLED[0]
    check_source(source)
    return DataChoice(source, limit=arguments.limit, seed=arguments.seed)


def _bank(arguments: Namespace) -> "tuple[BankChoice, tuple[Kernel, ...], KernelBank]":
    """Return what is matched with, its kernels where they are of one's own, the first layer."""
    from kernelview.learn.experiments import KernelBank, known_bank

    if arguments.bank in SMALL_BANKS:
        small = known_bank(arguments.bank)
        return "mine", small.kernels, small
    usual = known_bank(SMALL_BANKS[0])
    if arguments.bank != _MINE:
        return arguments.bank, (), usual
    from kernelview.files.mine import load_mine, mine_path

    own = load_mine(mine_path())
    is_layer = own and {"frozen", "hunger"} & {*arguments.experiment}
    return "mine", own, KernelBank("your own", own) if is_layer else usual
