"""Apply a kernel to pictures, one file after the other."""

from dataclasses import dataclass
from pathlib import Path

from kernelview.document.errors import DocumentError
from kernelview.engine import EngineError, Pipeline, ShowMode
from kernelview.files.errors import ImageFileError
from kernelview.jobs import Job, Progress
from kernelview.usecases.export_image import DEFAULT_QUALITY, ExportResult, export_image
from kernelview.usecases.open_image import open_image
from kernelview.usecases.plan_outputs import Plan
from kernelview.usecases.progress import STEPS_A_PART, part_of


@dataclass(frozen=True)
class ApplyRequest:
    """Which pictures to filter and where the results go (see plan_outputs), and how."""

    plan: Plan
    pipeline: Pipeline
    show: ShowMode = "clamp"
    quality: int = DEFAULT_QUALITY


@dataclass(frozen=True)
class Outcome:
    """What became of one picture: written, with notes, or not, with the `reason`."""

    source: Path
    target: Path
    notes: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def written(self) -> bool:
        """Whether the target holds the result."""
        return self.reason is None


@dataclass(frozen=True, kw_only=True)
class PictureDone(Progress):
    """A step at which one picture is finished, well or not."""

    outcome: Outcome


def apply_kernel(request: ApplyRequest) -> Job[tuple[Outcome, ...]]:
    """Filter each picture of the plan; one that fails is reported and the others go on.

    Yields a PictureDone after each picture and returns all outcomes in order. Folders that
    targets need are made.
    """
    outcomes: list[Outcome] = []
    count = len(request.plan)
    for index, (source, target) in enumerate(request.plan):
        job = _apply_to_one(request, source, target)
        outcome = yield from part_of(job, index=index, count=count, message=source.name)
        outcomes.append(outcome)
        done = (index + 1) * STEPS_A_PART
        yield PictureDone(done, count * STEPS_A_PART, source.name, outcome=outcome)
    return tuple(outcomes)


def _apply_to_one(request: ApplyRequest, source: Path, target: Path) -> Job[Outcome]:
    try:
        image_notes, result = yield from _export_one(request, source, target)
    except ImageFileError as error:
        reason = error.reason if error.path == source else str(error)
        return Outcome(source, target, reason=reason)
    except OSError as error:
        return Outcome(source, target, reason=f"{target}: {error.strerror or error}")
    except (EngineError, DocumentError) as error:
        return Outcome(source, target, reason=str(error))
    except MemoryError:
        return Outcome(source, target, reason="not enough memory for a picture of this size")
    return Outcome(source, target, (*image_notes, *result.notes))


def _export_one(
    request: ApplyRequest, source: Path, target: Path
) -> Job[tuple[tuple[str, ...], ExportResult]]:
    image = yield from part_of(open_image(source), index=0, count=2)
    target.parent.mkdir(parents=True, exist_ok=True)
    job = export_image(image, request.pipeline, request.show, target, quality=request.quality)
    result = yield from part_of(job, index=1, count=2)
    return image.notes, result
