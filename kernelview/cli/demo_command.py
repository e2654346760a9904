"""`kernelview demo`: filter the sample pictures and make a page of the results."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kernelview.cli.arguments import Runner
from kernelview.cli.progress_bar import ProgressBar
from kernelview.jobs import run

DESCRIPTION = """\
Filter the sample pictures (or PICTURES) with kernels chosen to teach, and write the
results with a page, index.html, that shows and explains them. In FOLDER only index.html
and files whose names begin with kernelview- are written."""


def configure(parser: ArgumentParser) -> Runner:
    """Add the arguments of `demo`; return what runs it."""
    parser.description = DESCRIPTION
    parser.add_argument("pictures", nargs="*", metavar="PICTURE", help="a picture of your own")
    parser.add_argument(
        "-o", "--out", default="demo-output", metavar="FOLDER", help="where (demo-output)"
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but what went wrong"
    )
    return run_demo


def run_demo(arguments: Namespace) -> int:
    """Make the demo; return 0."""
    from kernelview.usecases.make_demo import make_demo

    pictures = tuple(Path(name) for name in arguments.pictures)
    with ProgressBar(100, unit="%", quiet=arguments.quiet) as bar:
        page = run(make_demo(Path(arguments.out), pictures=pictures), bar.update)
    if not arguments.quiet:
        print(page)
        print("Open it in a web browser.", file=sys.stderr)
    return 0
