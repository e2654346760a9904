"""What the demo shows: its lessons and its page."""

from kernelview.usecases.demo.finding import TRAINING
from kernelview.usecases.demo.lessons import LESSONS, Lesson
from kernelview.usecases.demo.page import GENERATOR, Filtered, Shot, page_html

__all__ = ["GENERATOR", "LESSONS", "TRAINING", "Filtered", "Lesson", "Shot", "page_html"]
