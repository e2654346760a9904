"""Arguments that say what to train on, and the mistakes in them."""

import os
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.choices import BUNDLED
from kernelview.learn.errors import LearnError
from kernelview.learn.templates import TEMPLATES
from kernelview.usecases.errors import UseCaseError


@contextmanager
def mistakes_named() -> Iterator[None]:
    """Turn what the learning refuses into wrong usage."""
    try:
        yield
    except LearnError as error:
        raise UseCaseError(str(error)) from error


def check_source(text: str) -> None:
    """Refuse a word that is no bundled data and no path. Raises UseCaseError."""
    path = Path(text)
    if (
        text not in BUNDLED
        and len(path.parts) == 1
        and not path.suffix
        and not os.path.lexists(path)
    ):
        raise UseCaseError(
            f"no data is called {text!r}; there are {', '.join(BUNDLED)}, or name a file or folder"
        )


def network_named(text: str) -> Blueprint:
    """Return a network by the name of its template, or from a file. Raises LearnError."""
    from kernelview.learn.templates import template

    if text in [one.id for one in TEMPLATES] or not Path(text).suffix:
        return template(text).blueprint
    from kernelview.files.networks import load_network

    return load_network(Path(text))


def whole(text: str) -> int:
    """Return a whole number, its thousands parted or not."""
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdigit()):
        raise ArgumentTypeError(f"a whole number, not {text!r}")
    return int(plain)
