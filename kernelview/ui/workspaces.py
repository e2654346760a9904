"""The workspaces that come with their first visit: what they need takes a while to load."""

from typing import TYPE_CHECKING

from kernelview.ui.wiring import applier

if TYPE_CHECKING:
    from kernelview.ui.comparison.comparison import Comparison
    from kernelview.ui.lab.lab import Lab
    from kernelview.ui.main_window import MainWindow


def made_lab(window: "MainWindow") -> "Lab":
    """Return the window's lab, made and connected where it is not there yet."""
    if window.lab is None:
        from kernelview.ui.lab.lab import Lab
        from kernelview.ui.lab.lab_wiring import connect_lab

        window.lab = Lab(
            window.session,
            applier(window),
            window.runner,
            window.appearance,
            runs_folder=window.runs_folder,
            parent=window,
        )
        window.add_page(window.lab.page)
        connect_lab(window, window.lab)
    return window.lab


def made_comparison(window: "MainWindow") -> "Comparison":
    """Return the window's comparison, made and connected where it is not there yet."""
    lab = made_lab(window)
    if window.comparison is None:
        from kernelview.ui.comparison.comparison import Comparison
        from kernelview.ui.comparison.comparison_wiring import connect_comparison

        window.comparison = Comparison(
            window.session,
            applier(window),
            window.runner,
            window.appearance,
            lab=lab,
            results_folder=window.results_folder,
            parent=window,
        )
        window.add_page(window.comparison.page)
        connect_comparison(window, window.comparison)
    return window.comparison
