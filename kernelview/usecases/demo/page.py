"""The demo's page: one HTML file with its style in it, the pictures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from kernelview.document.document import kernels_of
from kernelview.kernels import Kernel, facts, format_number, passband_words
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.demo.finding import finding_section
from kernelview.usecases.demo.lessons import Lesson
from kernelview.usecases.page import heat_table, html_page
from kernelview.usecases.report.style import REPORT_STYLE

GENERATOR = '<meta name="generator" content="KernelView demo">'
INTRODUCTION = (
    "A kernel is a small matrix of weights that slides over a picture: at each place the pixels "
    "under it are multiplied by the weights and added up, and the sum is the new pixel. Other "
    "weights, another effect. Blue cells are negative, orange ones positive. Rest the pointer on "
    "a picture to see the original."
)


@dataclass(frozen=True)
class Shot:
    """A picture file beside the page, and its size in pixels."""

    file: str
    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Filtered:
    """A lesson and its results, in the order of the originals."""

    lesson: Lesson
    shots: tuple[Shot, ...]


def page_html(
    originals: Sequence[Shot],
    results: Sequence[Filtered],
    *,
    comparison: BankComparison | None = None,
) -> str:
    """Return the page that shows the originals, each lesson's results, and the comparison."""
    last = "" if comparison is None else finding_section(comparison)
    sections = "\n".join(_section(result, originals) for result in results)
    pictures = "\n".join(_figure(shot, f"{shot.name}, the original") for shot in originals)
    body = f"""\
<header>
<h1>What kernels do to a picture</h1>
<p>{escape(INTRODUCTION)}</p>
</header>
<main>
<section>
<h2>The originals</h2>
<div class="pictures">
{pictures}
</div>
</section>
{sections}
{last}
</main>"""
    title = "KernelView: what kernels do to a picture"
    return html_page(title=title, generator=GENERATOR, style=REPORT_STYLE, body=body)


def _section(result: Filtered, originals: Sequence[Shot]) -> str:
    lesson = result.lesson
    kernels = kernels_of(lesson.pipeline.stages[0])
    matrices = "\n".join(_kernel(kernel) for kernel in kernels)
    figures = "\n".join(
        _figure(shot, f"{shot.name}: {lesson.title}", before=original)
        for shot, original in zip(result.shots, originals, strict=True)
    )
    command = f"kernelview apply PICTURE {lesson.arguments} -o {lesson.slug}.png"
    return f"""\
<section id="{escape(lesson.slug)}">
<h2>{escape(lesson.title)}</h2>
<p>{escape(lesson.text)}</p>
<div class="lesson">
<div>
{matrices}
<code>{escape(command)}</code>
</div>
<div class="pictures">
{figures}
</div>
</div>
</section>"""


def _kernel(kernel: Kernel) -> str:
    known = facts(kernel)
    rows, columns = kernel.shape
    numbers = [
        f"{kernel.name}, {rows}×{columns}",
        f"divisor {format_number(kernel.divisor)}" if kernel.divisor != 1 else "",
        f"offset {format_number(kernel.offset)}" if kernel.offset else "",
        f"sum {known.sum + 0.0:.4g}",
    ]
    words = f"{', '.join(filter(None, numbers))}. {passband_words(known.passband)}"
    return f'{heat_table(kernel)}\n<p class="facts">{escape(words)}</p>'


def _figure(shot: Shot, about: str, *, before: Shot | None = None) -> str:
    under = "" if before is None else _picture(before, "", style="before")
    link = f'<a href="{quote(shot.file)}">{_picture(shot, about)}{under}</a>'
    return f"<figure>{link}<figcaption>{escape(shot.name)}</figcaption></figure>"


def _picture(shot: Shot, about: str, *, style: str = "") -> str:
    kind = f' class="{style}"' if style else ""
    size = f'width="{shot.width}" height="{shot.height}"'
    return f'<img{kind} src="{quote(shot.file)}" alt="{escape(about)}" {size} loading="lazy">'
