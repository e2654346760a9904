"""Plan where the results of a batch go, before anything is written."""

import os
from collections.abc import Sequence
from pathlib import Path

from kernelview.usecases.errors import UseCaseError

Plan = tuple[tuple[Path, Path], ...]


def plan_outputs(
    sources: Sequence[Path],
    output: Path,
    *,
    into_folder: bool = False,
    suffix: str | None = None,
    overwrite: bool = False,
) -> Plan:
    """Return (source, target) for each source.

    One source goes to the file `output`, or into it when it is a folder or `into_folder` is
    set; several always go into the folder `output`, names kept, with another `suffix` when
    one is given. Raises UseCaseError when two sources have one target, when `output` can't
    be the folder that is needed, and, unless `overwrite`, when a target is a source.
    """
    if len(sources) > 1 or into_folder or output.is_dir():
        _refuse_file_as_folder(output, len(sources))
        plan = tuple((source, output / _named(source, suffix)) for source in sources)
    else:
        plan = tuple((source, _with_suffix(output, suffix)) for source in sources)
    _refuse_shared_targets(plan)
    if not overwrite:
        _refuse_sources_as_targets(plan)
    return plan


def _named(source: Path, suffix: str | None) -> str:
    return source.name if suffix is None else f"{source.stem}{suffix}"


def _with_suffix(output: Path, suffix: str | None) -> Path:
    if suffix is None or _short(output.suffix) == _short(suffix):
        return output
    if output.suffix:
        raise UseCaseError(f"{output} is not named as a {suffix} file; leave one of them out")
    return output.with_name(output.name + suffix)


def _short(suffix: str) -> str:
    return {".jpeg": ".jpg", ".tiff": ".tif"}.get(suffix.lower(), suffix.lower())


def _refuse_file_as_folder(output: Path, count: int) -> None:
    if output.exists() and not output.is_dir():
        what = f"{count} pictures go into a folder" if count > 1 else "a folder is asked for"
        raise UseCaseError(f"{what}, but {output} is a file; name a folder")


def _refuse_shared_targets(plan: Plan) -> None:
    seen: dict[str, Path] = {}
    for source, target in plan:
        key = os.path.normcase(target)
        if key in seen:
            raise UseCaseError(
                f"{seen[key]} and {source} would both be written to {target}; "
                "give them different names or do them one by one"
            )
        seen[key] = source


def _refuse_sources_as_targets(plan: Plan) -> None:
    files = {_identity(source): source for source, _ in plan}
    for _, target in plan:
        source = files.get(_identity(target))
        if source is not None:
            raise UseCaseError(
                f"{target} would replace the picture {source} that is read; "
                "choose another place, or --overwrite if that is meant"
            )


def _identity(path: Path) -> object:
    try:
        facts = path.stat()
    except OSError:
        return os.path.normcase(path.absolute())
    return facts.st_dev, facts.st_ino
