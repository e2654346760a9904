"""Every connection of the comparison's workers and the Compare workspace's panels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kernelview.ui.comparison import outputs
from kernelview.ui.comparison.comparison import Comparison
from kernelview.ui.experiments.experiments_wiring import connect_experiments
from kernelview.ui.recovery.wiring import connect_recovery
from kernelview.ui.wiring import raise_later

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow


def connect_comparison(window: "MainWindow", comparison: Comparison) -> None:
    """Connect everything, and show what there is for the first time."""
    _connect_networks(window, comparison)
    _connect_banks(window, comparison)
    _connect_pair(window, comparison)
    _connect_pictures(comparison)
    _connect_experiments(window, comparison)
    _connect_recovery(window, comparison)
    _connect_notices(window, comparison)
    comparison.show_document(window.session.document)
    comparison.show_record(comparison.networks.record)
    comparison.experimenting.load()


def _connect_networks(window: "MainWindow", comparison: Comparison) -> None:
    banks, networks = comparison.page.banks, comparison.networks
    networks.changed.connect(comparison.show_networks)
    networks.chosen.connect(comparison.show_record)
    banks.network_chosen.connect(networks.choose)
    banks.model_wanted.connect(lambda: outputs.ask_model(window, comparison))
    banks.train_wanted.connect(comparison.first.train)
    comparison.first.told.connect(comparison.show_training)
    comparison.first.progressed.connect(comparison.show_epochs)


def _connect_banks(window: "MainWindow", comparison: Comparison) -> None:
    banks, matching = comparison.page.banks, comparison.matching
    banks.choice_changed.connect(matching.show_choice)
    banks.cancel_wanted.connect(comparison.cancel)
    banks.match_wanted.connect(matching.match)
    banks.pair_chosen.connect(comparison.choose_pair)
    banks.pair_chosen.connect(lambda _: _show_pair_tab(comparison))
    banks.report_wanted.connect(lambda: outputs.ask_report(window, comparison))
    matching.progressed.connect(banks.show_busy)
    matching.finished.connect(comparison.show_comparison)
    matching.summed_up.connect(banks.show_summary)
    matching.failed.connect(banks.show_error)
    for signal, act in (
        (banks.open_wanted, comparison.open),
        (banks.hand_made_wanted, comparison.open_hand_made),
        (banks.replace_wanted, comparison.replace),
        (banks.save_wanted, comparison.save),
    ):
        signal.connect(lambda place, act=act: _act_on(comparison, place, act))


def _connect_pair(window: "MainWindow", comparison: Comparison) -> None:
    pair = comparison.page.pair
    for signal, act in (
        (pair.open_learned_wanted, comparison.open),
        (pair.open_hand_made_wanted, comparison.open_hand_made),
        (pair.replace_wanted, comparison.replace),
        (pair.put_back_wanted, comparison.put_back),
        (pair.save_wanted, comparison.save),
    ):
        signal.connect(lambda _, act=act: act())
    pair.next_wanted.connect(lambda: comparison.step(1))
    pair.previous_wanted.connect(lambda: comparison.step(-1))
    comparison.slots.placed.connect(comparison.take_placed)
    comparison.opened.connect(lambda: window.show_workspace(0))
    comparison.pair_changed.connect(window.menus.refresh)


def _connect_pictures(comparison: Comparison) -> None:
    page, pictures = comparison.page, comparison.pictures
    page.maps.pair_chosen.connect(comparison.choose_pair)
    page.maps.pair_chosen.connect(lambda _: page.show_findings(page.pair))
    pictures.pair_started.connect(lambda: page.pair.show_pictures(None, busy=True))
    pictures.pair_filtered.connect(lambda made: page.pair.show_pictures(made, busy=False))
    pictures.maps_started.connect(lambda: page.maps.show_maps(None, busy=True))
    pictures.maps_made.connect(page.maps.show_maps)
    pictures.pair_failed.connect(lambda: page.pair.show_pictures(None, busy=False))
    pictures.maps_failed.connect(lambda: page.maps.show_maps(None))
    page.findings.currentChanged.connect(lambda _: _show_wanted(comparison))
    _show_wanted(comparison)


def _connect_experiments(window: "MainWindow", comparison: Comparison) -> None:
    panel, experimenting = comparison.page.experiments, comparison.experimenting
    connect_experiments(panel, experimenting)
    panel.run_wanted.connect(comparison.experiment)
    panel.report_wanted.connect(lambda: outputs.ask_report(window, comparison))
    panel.export_plot_wanted.connect(
        lambda plot, record: outputs.ask_plot(window, comparison, plot, record)
    )
    panel.export_tables_wanted.connect(lambda record: outputs.ask_tables(window, record))
    experimenting.changed.connect(lambda _: window.menus.refresh())


def _connect_recovery(window: "MainWindow", comparison: Comparison) -> None:
    panel, recovering = comparison.page.recovery, comparison.recovering
    connect_recovery(panel, recovering, lambda: outputs.ask_picture(window))
    panel.open_wanted.connect(comparison.open_found)
    panel.save_wanted.connect(comparison.save_found)
    recovering.finished.connect(lambda found: comparison.experimenting.keep(found.record))


def _connect_notices(window: "MainWindow", comparison: Comparison) -> None:
    sources = (
        comparison.matching, comparison.pictures, comparison.slots, comparison.experimenting,
        comparison.recovering,
    )  # fmt: skip
    for source in sources:
        source.crashed.connect(raise_later)
    for failing in (comparison.pictures, comparison.slots):
        failing.failed.connect(window.notice.show_error)


def _act_on(comparison: Comparison, place: int, act: Callable[[], None]) -> None:
    comparison.choose_pair(place)
    act()


def _show_pair_tab(comparison: Comparison) -> None:
    """A pair chosen among the banks is to be seen, whatever tab was."""
    page = comparison.page
    if page.findings.currentWidget() not in (page.pair, page.maps):
        page.show_findings(page.pair)


def _show_wanted(comparison: Comparison) -> None:
    page, shown = comparison.page, comparison.page.findings.currentWidget()
    comparison.pictures.show_wanted(pair=shown is page.pair, maps=shown is page.maps)
