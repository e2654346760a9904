"""A report of a comparison: a page that stands alone, tables as CSV, plots as PNG and SVG."""

from kernelview.usecases.report.content import ReportContent, ReportFiles, versions_here
from kernelview.usecases.report.words import chance_words, headline
from kernelview.usecases.report.writing import PAGE, check_report_folder, write_report

__all__ = [
    "PAGE",
    "ReportContent",
    "ReportFiles",
    "chance_words",
    "check_report_folder",
    "headline",
    "versions_here",
    "write_report",
]
