"""Find the kernel that a text means: a name, a family with its settings, a file or a matrix."""

import re
from difflib import get_close_matches
from pathlib import Path

from kernelview.kernels import (
    Family,
    Kernel,
    KernelError,
    Recipe,
    build,
    family,
    family_names,
    parse_matrix,
    parse_number,
    preset,
    preset_names,
    recipe_for,
)
from kernelview.usecases.errors import UseCaseError

_STARTS_LIKE_MATRIX = re.compile(r"\s*[-+.\d(\[]")
_SEPARATOR = re.compile(r"[\s,;\[]")
# As files.kernels has them, which is loaded for a file alone.
_KERNEL_SUFFIXES = (
    *(".json", ".txt", ".csv", ".npy"),
    *(".kernel", ".mat", ".acf", ".settings", ".def"),
)
# A model's file, its layer and unit, perhaps a channel. A path may hold colons, a layer none.
_LEARNED = re.compile(
    r"(?P<path>.+\.safetensors):(?P<address>[^:/\\]+/\d+(?:/\d+)?)", re.IGNORECASE
)


def find_kernel(text: str) -> Kernel:
    """Return the kernel that `text` means, the first that fits of:

    a preset's name ("sobel-x"), a family with its settings ("gaussian:sigma=2,size=9"), a
    kernel file, a learned kernel ("digits.safetensors:conv1/7"), a matrix
    ("1 0 -1; 2 0 -2; 1 0 -1"). Raises UseCaseError when nothing fits, KernelError for a matrix
    or setting at fault, KernelFileError or ModelFileError for a bad file.
    """
    name = plain_name(text)
    if name in preset_names():
        return preset(name)
    recipe = find_recipe(text)
    if recipe is not None:
        return build(recipe)
    path = Path(text)
    if _is_file(path):
        return _read(path)
    learned = _LEARNED.fullmatch(text.strip())
    if learned is not None:
        return _read_learned(Path(learned["path"]), learned["address"])
    if _looks_like_matrix(text):
        return parse_matrix(text)
    raise UseCaseError(_unknown(text))


def find_recipe(text: str) -> Recipe | None:
    """Return the recipe of "family:setting=value,..."; None when no family has that name.

    Settings are the family's parameters and `size`. Raises KernelError for a setting that
    the family does not have or a value out of bounds.
    """
    head, _, settings = text.partition(":")
    name = plain_name(head)
    if name not in family_names():
        return None
    chosen = family(name)
    values = dict(_setting(chosen, part) for part in settings.split(",") if part.strip())
    size = values.pop("size", None)
    if size is not None and not size.is_integer():
        raise KernelError(f"{name}: the size is a whole number of cells, not {size:g}")
    return recipe_for(name, size=None if size is None else int(size), **values)


def _setting(chosen: Family, text: str) -> tuple[str, float]:
    key, equals, value = (part.strip() for part in text.partition("="))
    known = ["size", *(parameter.name for parameter in chosen.parameters)]
    byplain_name = {name.replace("_", "-"): name for name in known}
    name = byplain_name.get(key.lower().replace("_", "-"))
    if name is None:
        raise KernelError(f"{chosen.name} has no setting {key!r}; it has {', '.join(known)}")
    if not equals or not value:
        raise KernelError(f"{chosen.name}: write {name}=NUMBER")
    return name, parse_number(value)


def _read(path: Path) -> Kernel:
    from kernelview.files.kernels import load_kernel  # a name or matrix needs no files

    return load_kernel(path)


def _read_learned(path: Path, address: str) -> Kernel:
    from kernelview.usecases.learned_kernels import find_learned  # it needs the learning part

    return find_learned(path, address)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a long matrix or a zero byte is no name
        return False


def _looks_like_matrix(text: str) -> bool:
    if "=" in text or text.lower().endswith(_KERNEL_SUFFIXES):
        return False
    has_digit = any(letter.isdigit() for letter in text)
    starts = _STARTS_LIKE_MATRIX.match(text) is not None
    return has_digit and (starts or _SEPARATOR.search(text.strip()) is not None)


def plain_name(text: str) -> str:
    """Return a name as presets and families spell theirs: "Sobel x" is "sobel-x"."""
    return text.strip().lower().replace("_", "-").replace(" ", "-")


def _unknown(text: str) -> str:
    if text.lower().endswith(_KERNEL_SUFFIXES):
        return f"{text}: there is no such kernel file"
    known = (*preset_names(), *family_names())
    near = get_close_matches(plain_name(text.partition(":")[0]), known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`kernelview kernels` lists them all"
    return f"no kernel, kernel family or file is called {text!r}; {hint}"
