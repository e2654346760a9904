"""Every connection of the lab's workers and the Train workspace's panels."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from kernelview.document import plan_edits
from kernelview.learn.run_record import RunRecord
from kernelview.ui.lab import outputs
from kernelview.ui.lab.lab import Lab, layers_of
from kernelview.ui.training_commands import TRAINING
from kernelview.ui.wiring import raise_later
from kernelview.usecases.learned_kernels import first_kernels
from kernelview.usecases.perceive_digit import Look
from kernelview.usecases.training_news import TrainingNews, TrainingState

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow


def connect_lab(window: "MainWindow", lab: Lab) -> None:
    """Connect everything, and show the document for the first time."""
    _connect_plan(lab)
    _connect_transport(lab)
    _connect_data(window, lab)
    _connect_training(lab)
    _connect_wall(window, lab)
    _connect_digit(lab)
    _connect_runs(window, lab)
    _connect_networks(window, lab)
    _connect_notices(window, lab)
    lab.show_document(window.session.document)
    lab.runs.load()


def _connect_plan(lab: Lab) -> None:
    page = lab.page
    page.data.choice_changed.connect(
        lambda choice, name, key: lab.apply(
            name, lambda d: plan_edits.set_data(d, choice), merge_key=key
        )
    )
    page.network.network_edited.connect(
        lambda network, name, key: lab.apply(
            name, lambda d: plan_edits.set_network(d, network), merge_key=key
        )
    )
    page.training.settings_changed.connect(
        lambda settings, name, key: lab.apply(
            name, lambda d: plan_edits.set_settings(d, settings), merge_key=key
        )
    )
    page.training.dropout_changed.connect(
        lambda rate, key: lab.apply(
            "Set the dropout", lambda d: plan_edits.set_dropout(d, rate), merge_key=key
        )
    )
    page.training.learning_rate_changed.connect(lab.training.set_learning_rate)


def _connect_transport(lab: Lab) -> None:
    panel, training = lab.page.training, lab.training
    panel.show_shortcuts(_shortcuts())
    panel.train_asked.connect(training.toggle)
    panel.step_asked.connect(training.step)
    panel.stop_asked.connect(lambda: training.stop())
    panel.reset_asked.connect(training.reset)


def _shortcuts() -> dict[str, str]:
    """Return the shortcut of each of the transport's buttons that has one, as people read it."""
    names = {"train": "train", "train-step": "step", "train-stop": "stop", "train-reset": "reset"}
    style = QKeySequence.SequenceFormat.NativeText
    return {
        names[row.id]: QKeySequence(row.shortcut).toString(style)
        for row in TRAINING
        if row.id in names and row.shortcut
    }


def _connect_data(window: "MainWindow", lab: Lab) -> None:
    page, loading, training = lab.page, lab.loading, lab.training
    page.data.open_folder_asked.connect(lambda: outputs.ask_data_folder(window, lab))
    page.data.open_file_asked.connect(lambda: outputs.ask_data_file(window, lab))
    loading.progressed.connect(page.data.show_loading)
    loading.failed.connect(page.data.show_error)
    loading.failed.connect(lambda _: training.show_split(None))
    loading.loaded.connect(page.data.show_split)
    loading.loaded.connect(training.show_split)
    loading.loaded.connect(lambda _: lab.show_document(window.session.document))
    loading.loaded.connect(lambda _: lab.go_on_from_restored())
    page.data.sample_chosen.connect(lab.looking.show_input)
    page.data.sample_chosen.connect(lambda _: page.show_findings(page.digit))


def _connect_training(lab: Lab) -> None:
    page, training = lab.page, lab.training

    def begin_anew() -> None:
        page.wall.clear()
        page.wall.show_layers(lab.layers())
        page.curves.clear()
        state = training.result
        if state is not None:
            page.curves.show_history(state.record.history)
        subject = training.subject
        test = subject.split.test if subject else None
        page.confusion.show_evaluation(state.evaluation if state else None, test)
        if subject is not None:
            lab.looking.show_network(subject.plan, subject.split, training.weights)
        lab.exchange.forget()

    def tell(news: TrainingNews) -> None:
        subject, step = training.subject, news.step
        if subject is None or step is None:
            return
        page.curves.add_step(step)
        page.training.show_speed(
            news.images_a_second, news.seconds_left, step.epoch, step.total // step.batches,
            news.fraction,
        )  # fmt: skip
        if news.snapshot is not None:
            layers = layers_of(subject, news.snapshot.weights)
            page.wall.show_layers(layers)
            page.wall.add_snapshot(news.snapshot, layers)
            lab.looking.show_weights(news.snapshot.weights)

    def finish(state: TrainingState) -> None:
        subject = training.subject
        page.wall.show_layers(lab.layers())
        page.confusion.show_evaluation(state.evaluation, subject.split.test if subject else None)
        lab.looking.show_weights(state.record.weights)
        if state.record.images_seen:
            lab.runs.keep(state.record)

    training.began_anew.connect(begin_anew)
    training.told.connect(tell)
    training.finished.connect(finish)
    training.started.connect(lab.begin_curves)
    training.state_changed.connect(lambda _: lab.show_state())


def _connect_wall(window: "MainWindow", lab: Lab) -> None:
    wall, exchange = lab.page.wall, lab.exchange
    wall.open_asked.connect(exchange.open)
    wall.apply_asked.connect(lambda address: lab.apply_unit(address))
    wall.save_asked.connect(exchange.save)
    wall.put_back_asked.connect(lambda address: lab.put_back(address))
    wall.export_asked.connect(lambda kind: outputs.ask_wall(window, lab, kind))
    exchange.opened.connect(lambda: window.show_workspace(0))
    exchange.address_changed.connect(lambda address: wall.can_put_back(address is not None))
    exchange.placed.connect(lambda placed: lab.runs.keep(placed.record))


def _connect_digit(lab: Lab) -> None:
    page, looking = lab.page, lab.looking

    def show(look: Look | None) -> None:
        names = lab.class_names
        page.digit.show_perception(look.perception if look else None, names)
        page.digit.show_saliency(look.saliency if look else None)

    page.pad.drawn.connect(looking.show_drawing)
    page.pad.drawn.connect(lambda _: page.show_findings(page.digit))
    page.pad.cleared.connect(lambda: looking.show_input(None))
    page.confusion.sample_chosen.connect(looking.show_input)
    page.confusion.sample_chosen.connect(lambda _: page.show_findings(page.digit))
    page.digit.saliency_chosen.connect(looking.choose_saliency)
    page.digit.unit_hovered.connect(looking.tell_unit)
    looking.input_changed.connect(page.pad.show_input)
    looking.looked.connect(show)
    looking.unit_told.connect(page.digit.show_unit)


def _connect_runs(window: "MainWindow", lab: Lab) -> None:
    page, runs = lab.page, lab.runs
    runs.changed.connect(
        lambda kept: page.runs.show_runs(tuple((run.path.name, run.record) for run in kept))
    )
    page.runs.restore_asked.connect(lambda run_id: lab.restore(run_id))
    page.runs.remove_asked.connect(lambda run_id: outputs.ask_remove(window, lab, run_id))
    page.runs.rename_asked.connect(lambda run_id, name: lab.rename_run(run_id, name))
    page.runs.compare_changed.connect(lab.compare)
    page.runs.export_asked.connect(lambda kind, run_id: outputs.ask_run(window, lab, kind, run_id))
    page.curves.export_asked.connect(lambda kind: outputs.ask_curves(window, lab, kind))
    page.network.save_asked.connect(lambda: outputs.ask_network_to_save(window, lab))
    page.network.open_asked.connect(lambda: outputs.ask_network_to_open(window, lab))


def _connect_networks(window: "MainWindow", lab: Lab) -> None:
    networks, training = lab.networks, lab.training

    def list_kernels(record: RunRecord | None) -> None:
        kernels = first_kernels(record) if record else ()
        window.library.show_learned(kernels, record.name if record else "")

    def show_in_hand() -> None:
        result = training.result
        networks.show_in_hand(result.record if result else None)

    lab.runs.changed.connect(networks.show_runs)
    training.finished.connect(lambda _: show_in_hand())
    training.began_anew.connect(show_in_hand)
    networks.chosen.connect(list_kernels)


def _connect_notices(window: "MainWindow", lab: Lab) -> None:
    for source in (lab.loading, lab.training, lab.looking, lab.runs, lab.networks, lab.exchange):
        source.crashed.connect(raise_later)
    for source in (lab.training, lab.runs, lab.networks, lab.exchange):
        source.failed.connect(window.notice.show_error)
    lab.state_shown.connect(window.menus.refresh)
    lab.exchange.noted.connect(window.notice.show_note)
