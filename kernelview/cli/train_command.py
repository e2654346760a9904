"""`kernelview train`: train a network and keep what it learned."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from kernelview.cli.arguments import Runner
from kernelview.cli.plan_arguments import check_source, mistakes_named, network_named, whole
from kernelview.cli.progress_bar import ProgressBar
from kernelview.jobs import Progress, run
from kernelview.learn.choices import BUNDLED, OPTIMIZERS, USUAL_RATES
from kernelview.learn.templates import TEMPLATES
from kernelview.usecases.errors import UseCaseError

if TYPE_CHECKING:
    from kernelview.document.plan import TrainingPlan
    from kernelview.learn.dataset import Split
    from kernelview.usecases.training_control import TrainingControl
    from kernelview.usecases.training_news import TrainingState

SUFFIX = ".safetensors"
_FAILED, _INTERRUPTED = 1, 130

DESCRIPTION = f"""\
Train a small network, print how well it does, and keep it in a file.

DATA is {", ".join(BUNDLED)} or a path: a folder with one folder of pictures a class,
MNIST's IDX files (.gz too), an .npz with images and labels, or a .csv with the label first.
NETWORK is a file that the window has saved (.json), or one of:
  {", ".join(one.id for one in TEMPLATES)}

Ctrl+C ends the training early and keeps what was learned until then; a second one ends the
program at once and keeps nothing."""

EXAMPLES = """\
examples:
  kernelview train --out digits.safetensors
  kernelview train --data shapes --network few-large-kernels --epochs 3 --out shapes.safetensors
  kernelview train --data photos/ --side 48 --colour --angle 10 --out photos.safetensors
  kernelview kernels --from digits.safetensors
  kernelview apply photo.jpg --kernel digits.safetensors:conv1/7 --show signed -o seen.png
"""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `train`; return what runs it."""
    parser.usage = "kernelview train [--data DATA] [--network NETWORK] [options] --out MODEL"
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    parser.add_argument(
        "-o", "--out", required=True, metavar="MODEL", help=f"the file to write ({SUFFIX})"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print only what went wrong")
    _add_data(parser)
    _add_training(parser)
    return run_train


def run_train(arguments: Namespace) -> int:
    """Train and save; return 0, 130 when it was ended early, 1 when it ended by itself."""
    from kernelview.files.models import save_run
    from kernelview.usecases.load_dataset import load_dataset
    from kernelview.usecases.training_control import TrainingControl

    target = _target(arguments.out)
    with mistakes_named():
        plan = _plan(arguments)
        with ProgressBar(100, unit="%", quiet=arguments.quiet) as bar:
            split = run(load_dataset(plan.data), bar.update)
        control = TrainingControl()
        with stopped_by_interrupt(control):
            state = _train(plan, split, control, quiet=arguments.quiet)
        save_run(state.record, target)
    _print_result(state, target, quiet=arguments.quiet)
    if control.is_stopped:
        return _INTERRUPTED
    return _FAILED if state.stopped else 0


def _train(
    plan: "TrainingPlan", split: "Split", control: "TrainingControl", *, quiet: bool
) -> "TrainingState":
    from kernelview.cli.training_words import data_line, epoch_line, skipped_lines
    from kernelview.usecases.train_network import train_network
    from kernelview.usecases.training_news import TrainingNews

    epochs = plan.settings.epochs
    if not quiet:
        print(f"{plan.network.name} on {data_line(split)}", flush=True)
        for line in skipped_lines(split.train.skipped):
            print(line, file=sys.stderr)
    with ProgressBar(100, unit="%", quiet=quiet) as bar:

        def report(progress: Progress) -> None:
            step = progress.step if isinstance(progress, TrainingNews) else None
            if step is None or not isinstance(progress, TrainingNews):
                return
            speed = f"{progress.images_a_second:,.0f} images/s"
            words = f"epoch {step.epoch}/{epochs}, loss {step.loss:.4f}, {speed}"
            bar.update(Progress(progress.done, progress.total, words))
            if step.logs is not None and not quiet:
                line = epoch_line(
                    step.logs, epoch=step.epoch, epochs=epochs, speed=progress.images_a_second
                )
                bar.above(lambda: print(line, flush=True))

        return run(train_network(plan, split, control=control), report)


def _print_result(state: "TrainingState", target: Path, *, quiet: bool) -> None:
    from kernelview.cli.training_words import result_lines

    if state.stopped:
        print(f"kernelview: training ended early: {state.stopped}", file=sys.stderr)
    if quiet:
        return
    for line in ("", *result_lines(state.record), "", str(target)):
        print(line)


@contextmanager
def stopped_by_interrupt(control: "TrainingControl") -> Iterator[None]:
    """Let the first Ctrl+C end the training after its batch; a second one is as ever."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        print("\nkernelview: ending; what was learned is kept", file=sys.stderr)
        control.stop()

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _target(text: str) -> Path:
    # Before an hour of training, not after it.
    path = Path(text)
    if path.suffix.lower() != SUFFIX:
        raise UseCaseError(f"the network is kept in a {SUFFIX} file, not in {text!r}")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UseCaseError(f"{path.absolute().parent}: there is no such folder for {path.name}")
    return path


def _plan(arguments: Namespace) -> "TrainingPlan":
    from kernelview.document.plan import TrainingPlan
    from kernelview.learn.choices import Augmentation, DataChoice, TrainingSettings

    check_source(arguments.data)
    data = DataChoice(
        source=arguments.data,
        limit=arguments.limit,
        test_share=arguments.test_share,
        side=arguments.side,
        colour=arguments.colour,
        seed=arguments.seed,
        augmentation=Augmentation(arguments.shift, arguments.angle, arguments.noise),
    )
    rate = arguments.learning_rate
    settings = TrainingSettings(
        optimizer=arguments.optimizer,
        learning_rate=USUAL_RATES[arguments.optimizer] if rate is None else rate,
        momentum=arguments.momentum,
        batch_size=arguments.batch,
        epochs=arguments.epochs,
        seed=arguments.seed,
    )
    return TrainingPlan(data, network_named(arguments.network), settings)


def _add_data(parser: ArgumentParser) -> None:
    data = parser.add_argument_group("data")
    data.add_argument(
        "-d", "--data", default=BUNDLED[0], metavar="DATA", help=f"see above ({BUNDLED[0]})"
    )
    data.add_argument("--limit", type=whole, metavar="N", help="use only so many pictures")
    data.add_argument(
        "--test-share",
        type=float,
        default=0.2,
        metavar="SHARE",
        help="share of the pictures kept for testing (0.2)",
    )
    data.add_argument(
        "--side", type=whole, default=28, metavar="N", help="side of shapes and of a folder's (28)"
    )
    data.add_argument(
        "--colour", action="store_true", help="keep the colour of shapes and of a folder's pictures"
    )
    for name, help_words in (
        ("shift", "shift training pictures at random by up to this share of their side (0)"),
        ("angle", "turn training pictures at random by up to so many degrees (0)"),
        ("noise", "noise added to training pictures, a standard deviation where white is 1 (0)"),
    ):
        data.add_argument(f"--{name}", type=float, default=0.0, metavar="X", help=help_words)


def _add_training(parser: ArgumentParser) -> None:
    training = parser.add_argument_group("training")
    training.add_argument(
        "-n", "--network", default=TEMPLATES[0].id, metavar="NETWORK",
        help=f"see above ({TEMPLATES[0].id})",
    )  # fmt: skip
    for name, usual, help_words in (
        ("epochs", 5, "how often all pictures are shown (5)"),
        ("batch", 32, "pictures a step (32)"),
        ("seed", 0, "the same seed gives the same network (0)"),
    ):
        training.add_argument(f"--{name}", type=whole, default=usual, metavar="N", help=help_words)
    training.add_argument(
        "--optimizer", choices=OPTIMIZERS, default=OPTIMIZERS[0], help=f"({OPTIMIZERS[0]})"
    )
    rates = ", ".join(f"{rate:g} for {name}" for name, rate in USUAL_RATES.items())
    training.add_argument("--learning-rate", type=float, metavar="X", help=f"({rates})")
    training.add_argument(
        "--momentum", type=float, default=0.0, metavar="X", help="of sgd and rmsprop (0)"
    )
