"""A network on paper as a JSON file."""

import json
from pathlib import Path

from kernelview.disk import ContentError, plain_reason, read_regular, write_atomically
from kernelview.files.errors import ModelFileError
from kernelview.learn.blueprint import Blueprint
from kernelview.learn.blueprint_json import blueprint_from_json, blueprint_to_json
from kernelview.learn.errors import LearnError

LARGEST_BYTES = 1_000_000


def load_network(path: Path) -> Blueprint:
    """Return the network that a file describes. Raises ModelFileError."""
    try:
        content = json.loads(read_regular(path, largest_bytes=LARGEST_BYTES))
        return blueprint_from_json(content)
    except (LearnError, OSError, ContentError) as error:
        raise ModelFileError(path, plain_reason(error)) from error
    except (ValueError, RecursionError) as error:
        raise ModelFileError(path, "it is no network in JSON") from error


def save_network(blueprint: Blueprint, path: Path) -> None:
    """Write a network, whole or not at all. Raises ModelFileError."""
    text = json.dumps(blueprint_to_json(blueprint), indent=2, ensure_ascii=False)
    try:
        write_atomically(path, f"{text}\n".encode())
    except (OSError, ContentError) as error:
        raise ModelFileError(path, plain_reason(error)) from error
