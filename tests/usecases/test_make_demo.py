"""The demo: pictures, a page that stands alone, and nothing foreign touched."""

import re
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.document.document import kernels_of
from kernelview.files import ImageFileError
from kernelview.files.assets import sample_pictures
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.usecases.demo import LESSONS, Lesson, Shot, page_html
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.make_demo import make_demo
from kernelview.usecases.page.heat_table import (
    DARK,
    INKS,
    LIGHT,
    Scale,
    blend,
    contrast,
    heat_table,
    ink,
)
from tests.usecases.pictures import noise, read, rendered, write_noise
from tests.usecases.report.samples import Page as WellFormed
from tests.usecases.training_samples import PLAN

FEW = LESSONS[:2]
# The demo without its network, which is looked at once.
made = partial(make_demo, training=None)


class Page(HTMLParser):
    """The links, pictures, texts and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [str(found[name]) for name in ("href", "src") if name in found]
        if tag == "img":
            self.pictures.append(found)

    def handle_data(self, data: str) -> None:
        self.words += f"{data} "


def test_the_samples_are_filtered_with_every_lesson(tmp_path: Path) -> None:
    page = run(make_demo(tmp_path / "demo"))
    assert page == tmp_path / "demo" / "index.html"
    names = {path.name for path in page.parent.iterdir()}
    stems = [path.stem for path in sample_pictures()]
    slugs = ["original", *(lesson.slug for lesson in LESSONS)]
    expected = {f"kernelview-{stem}-{slug}" for stem in stems for slug in slugs}
    assert {Path(name).stem for name in names} == expected | {"index"}


def test_the_demo_ends_with_what_a_network_finds(tmp_path: Path) -> None:
    html = run(make_demo(tmp_path, lessons=FEW)).read_text("utf-8")
    page = WellFormed(html)
    assert "What a network finds by itself" in page.words
    assert re.search(r"\d+ of 16 learned kernels are like a hand-made one", page.words)
    assert "kernelview compare --network few-large-kernels" in page.words
    assert (page.strays, page.unclosed) == ([], [])
    files = {path.name for path in tmp_path.iterdir()}
    loaded = {address for address in page.addresses if not address.startswith("data:image/png")}
    assert loaded == files - {"index.html"}
    assert "http" not in html


def test_the_network_of_the_demo_is_the_same_every_time(tmp_path: Path) -> None:
    plan = replace(PLAN, settings=replace(PLAN.settings, epochs=1))
    first = run(make_demo(tmp_path, lessons=(), training=plan)).read_bytes()
    assert run(make_demo(tmp_path, lessons=(), training=plan)).read_bytes() == first
    assert b"4 learned kernels" in first


def test_the_page_links_only_to_files_beside_it_and_to_all_of_them(tmp_path: Path) -> None:
    page = run(made(tmp_path, lessons=FEW))
    links = Page(page.read_text("utf-8")).links
    assert set(links) == {path.name for path in tmp_path.iterdir()} - {"index.html"}


def test_the_page_needs_no_script_and_no_other_style(tmp_path: Path) -> None:
    html = run(made(tmp_path, lessons=FEW)).read_text("utf-8")
    assert {"script", "link"}.isdisjoint(Page(html).tags)
    assert "http" not in html
    assert "url(" not in html


def test_the_page_follows_light_and_dark(tmp_path: Path) -> None:
    html = run(made(tmp_path, lessons=())).read_text("utf-8")
    assert "@media (prefers-color-scheme: dark)" in html
    assert LIGHT.negative in html
    assert DARK.negative in html


def test_every_picture_has_a_size_and_every_result_a_text_of_its_own(tmp_path: Path) -> None:
    page = Page(run(made(tmp_path, lessons=FEW)).read_text("utf-8"))
    assert all(picture["width"] and picture["height"] for picture in page.pictures)
    told = [picture["alt"] for picture in page.pictures if picture.get("class") != "before"]
    assert all(told)
    assert len(set(told)) == len(told)


def test_results_are_what_the_engine_renders(tmp_path: Path) -> None:
    source = write_noise(tmp_path / "mine.png", "rgb")
    lesson = Lesson("edges", "Edges", ("sobel-x", "sobel-y"), "Text", show="signed")
    run(made(tmp_path / "demo", pictures=[source], lessons=[lesson]))
    np.testing.assert_array_equal(
        read(tmp_path / "demo" / "kernelview-mine-edges.png"),
        rendered(noise("rgb"), lesson.pipeline, "signed"),
    )


def test_pictures_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    pictures = []
    for seed, folder in enumerate("abc"):
        (tmp_path / folder).mkdir()
        pictures.append(write_noise(tmp_path / folder / "Mine!.png", seed=seed))
    run(made(tmp_path / "demo", pictures=pictures, lessons=()))
    names = sorted(path.name for path in (tmp_path / "demo").iterdir())
    expected = ["mine-2-original.png", "mine-3-original.png", "mine-original.png"]
    assert names == ["index.html", *(f"kernelview-{name}" for name in expected)]


def test_a_demo_is_made_again_over_an_older_one(tmp_path: Path) -> None:
    first = run(made(tmp_path, lessons=FEW)).read_bytes()
    assert run(made(tmp_path, lessons=FEW)).read_bytes() == first


def test_a_foreign_page_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My site</h1>")
    with pytest.raises(UseCaseError, match=r"index\.html is not a page of this demo"):
        run(made(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text() == "<h1>My site</h1>"


def test_other_files_in_the_folder_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "rocket-blur.jpg").write_text("mine")
    run(made(tmp_path, lessons=FEW))
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "rocket-blur.jpg").read_text() == "mine"


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(UseCaseError, match="is a file; name a folder"):
        run(made(tmp_path / "demo"))


def test_a_broken_picture_is_named_and_leaves_no_page(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    with pytest.raises(ImageFileError, match=r"bad\.png"):
        run(made(tmp_path / "demo", pictures=[tmp_path / "bad.png"]))
    assert list((tmp_path / "demo").iterdir()) == []


def test_progress_never_goes_back_and_names_the_lesson(tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []
    job = made(tmp_path, lessons=FEW)
    run(job, lambda progress: heard.append((progress.fraction, progress.message)))
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert any(FEW[0].slug in message for _, message in heard)


def test_names_of_pictures_and_kernels_can_not_break_the_page() -> None:
    evil = '"><script>alert(1)</script>&.png'
    html = page_html([Shot(evil, evil, 4, 3)], [])
    page = Page(html)
    assert "script" not in page.tags
    assert evil in page.words.replace("  ", " ")
    assert "script" not in Page(heat_table(Kernel([[1]], name=evil))).tags


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_every_lesson_has_kernels_words_and_the_command_that_does_it(lesson: Lesson) -> None:
    assert len(kernels_of(lesson.pipeline.stages[0])) == len(lesson.kernels)
    assert lesson.title
    assert lesson.text
    assert all(kernel in lesson.arguments for kernel in lesson.kernels)


def test_lessons_have_names_of_their_own() -> None:
    assert len({lesson.slug for lesson in LESSONS}) == len(LESSONS)


def test_a_small_kernel_is_drawn_with_its_numbers_and_a_wide_one_without() -> None:
    small, wide = heat_table(preset("sobel-x")), heat_table(Kernel(np.eye(11)))
    assert Page(small).words.split() == ["-1", "0", "1", "-2", "0", "2", "-1", "0", "1"]
    assert Page(wide).words.strip() == ""
    assert Page(wide).tags.count("td") == 121


def test_zero_is_neutral_and_the_largest_weight_has_the_full_colour() -> None:
    assert blend(LIGHT, 0) == LIGHT.zero
    assert blend(LIGHT, 1) == LIGHT.positive
    assert blend(DARK, -1) == DARK.negative


@given(st.sampled_from([LIGHT, DARK]), st.floats(-1, 1))
def test_the_number_in_a_cell_meets_wcag_aa_on_its_colour(scale: Scale, unit: float) -> None:
    assert contrast(INKS[ink(scale, unit)], blend(scale, unit)) >= 4.5


@pytest.mark.parametrize(("first", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0)])
def test_contrast_is_the_ratio_of_wcag(first: str, ratio: float) -> None:
    assert contrast(first, "#ffffff") == pytest.approx(ratio)
