"""What is behind the Compare workspace: its workers, and the page that shows what they find."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document, Session, edits
from kernelview.kernels import Kernel
from kernelview.kernels.matching import fitted
from kernelview.learn.learned import kernel_layers
from kernelview.learn.run_record import RunRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.comparison.compare_page import ComparePage
from kernelview.ui.comparison.first_network import FirstNetwork
from kernelview.ui.comparison.matching import Matching
from kernelview.ui.comparison.pictures import Pictures
from kernelview.ui.comparison.slots import Slots
from kernelview.ui.experiments.experimenting import Experimenting
from kernelview.ui.lab.exchange import Apply
from kernelview.ui.lab.lab import Lab
from kernelview.ui.lab.networks import name_of
from kernelview.ui.recovery.recovering import Recovering
from kernelview.ui.runner import Runner
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.compare_pair import pair_facts
from kernelview.usecases.experiment_request import ExperimentRequest
from kernelview.usecases.put_kernel import Placed


class Comparison(QObject):
    """Which network and which pair is looked at; wired to the page in comparison_wiring.py."""

    opened = Signal()  # a kernel is in hand now
    pair_changed = Signal()

    def __init__(
        self,
        session: Session,
        apply: Apply,
        runner: Runner,
        appearance: Appearance,
        *,
        lab: Lab,
        results_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.apply, self.lab = session, apply, lab
        self.page = ComparePage(appearance)
        self.networks = lab.networks
        self.matching = Matching(runner, self)
        self.pictures = Pictures(runner, self)
        self.slots = Slots(runner, self)
        self.first = FirstNetwork(session, apply, lab.training, self)
        self.experimenting = Experimenting(runner, results_folder, self)
        self.recovering = Recovering(runner, self)
        # The learned kernel that is looked at, among the pairings in the network's order; None
        # for the best match of a network that is new here.
        self.place: int | None = None
        # Accuracies to tell of as soon as the network they are of has been matched.
        self._placed: Placed | None = None

    @property
    def pairing(self) -> Pairing | None:
        """The pair that is looked at; None while there is no comparison."""
        comparison = self.matching.comparison
        return comparison.pairings[self.place or 0] if comparison else None

    @property
    def has_something_to_report(self) -> bool:
        """Whether there is a comparison or an experiment's result."""
        return self.matching.comparison is not None or bool(self.experimenting.results)

    def show_document(self, document: Document) -> None:
        """Take the picture and the kernels under Mine; the pair is shown on the picture in hand."""
        self.pictures.show_image(document.image)
        self.recovering.show_document(document)
        self.matching.show_own(document.mine)
        self._offer_to_put_back()

    def show_networks(self) -> None:
        """List the networks; offer to train one where there is none."""
        banks, networks = self.page.banks, self.networks
        banks.show_networks(tuple(one.name for one in networks.networks), networks.place)
        if networks.record is None:
            self.first.tell()

    def show_training(self, is_under_way: bool, words: str) -> None:  # noqa: FBT001 - a signal's
        """Say how the training goes that is to give the first network, or offer it."""
        if self.networks.record is None:
            self.page.banks.show_nothing_trained(is_training=is_under_way, message=words)

    def show_epochs(self, done: int, total: int, words: str) -> None:
        """Show how far the training is that is to give the first network."""
        if self.networks.record is None:
            self.page.banks.show_busy(done, total, words)

    def cancel(self) -> None:
        """Give up what the banks are waiting for: a training, or the matching.

        Network and choice are again those of what is shown.
        """
        if self.networks.record is None:
            self.first.cancel()
            return
        self.matching.cancel()
        shown = self.matching.comparison
        if shown is not None and self.networks.look_back(shown.record):
            self._placed = None
            self._show_layers(shown.record)
            self.show_comparison(shown)
        else:
            self.matching.clear()
            self.page.banks.show_stopped()

    def show_record(self, record: RunRecord | None) -> None:
        """Look at another network."""
        # Another network's units are not this one's, unless one of them has just been changed.
        if self._placed is None or self._placed.record is not record:
            self.place, self._placed = None, None
        self._show_layers(record)
        self.matching.show_record(record)
        self.show_networks()

    def _show_layers(self, record: RunRecord | None) -> None:
        names = layer_names(record) if record else ()
        layer = self.matching.choice.layer
        self.page.banks.show_layers(names, names.index(layer) if layer in names else 0)

    def show_comparison(self, comparison: BankComparison | None) -> None:
        """Show who is like whom, and the pair that is looked at."""
        count = len(comparison.pairings) if comparison else 0
        if comparison is not None and (self.place is None or self.place >= count):
            self.place = best_place(comparison)
        self.page.banks.show_comparison(comparison)
        self.page.experiments.show_network(name_of(comparison.record) if comparison else "")
        if comparison is None:
            self.page.maps.show_maps(None)
        self.pictures.show_comparison(comparison)
        self._show_pair()

    def choose_pair(self, place: int) -> None:
        """Look at another pair."""
        comparison = self.matching.comparison
        if comparison is not None and 0 <= place < len(comparison.pairings):
            self.place, self._placed = place, None
            self._show_pair()

    def step(self, by: int) -> None:
        """Look at the pair that stands `by` rows further down among the banks."""
        if self.place is not None:
            self.choose_pair(self.page.banks.neighbour(self.place, by))

    def _show_pair(self) -> None:
        pairing = self.pairing
        if pairing is not None and self.place is not None:
            self.page.banks.show_pair(self.place)
        self.page.pair.show_pair(pair_facts(pairing) if pairing else None)
        self.page.pair.show_accuracies(accuracies(self._placed) if self._placed else "")
        self.pictures.show_pair(pairing)
        self._offer_to_put_back()
        self.pair_changed.emit()

    @property
    def can_put_back(self) -> bool:
        """Whether the kernel in hand has room where the learned one is, and is another."""
        pairing, kernel = self.pairing, self.session.document.kernel
        if pairing is None or kernel == pairing.learned.kernel:
            return False
        rows, columns = pairing.learned.kernel.shape
        return kernel.shape[0] <= rows and kernel.shape[1] <= columns

    def _offer_to_put_back(self) -> None:
        self.page.pair.can_put_back(on=self.can_put_back)

    # What a person does with a pair

    def open(self) -> None:
        """Put the learned kernel in hand."""
        pairing = self.pairing
        if pairing is not None:
            self._take_in_hand(pairing.learned.kernel, str(pairing.learned.address))

    def open_hand_made(self) -> None:
        """Put the hand-made kernel in hand: its sliders too, where it stands as its family."""
        pairing = self.pairing
        if pairing is None or pairing.match is None:
            return
        recipe = pairing.match.classical.recipe
        if recipe is not None:
            self.apply(
                f"Open {pairing.match.classical.label}", lambda d: edits.choose_recipe(d, recipe)
            )
            self.opened.emit()
        else:
            self._take_in_hand(pairing.match.classical.kernel, pairing.match.classical.label)

    def replace(self) -> None:
        """Put the hand-made kernel, brought to fit, in the learned one's place."""
        pairing = self.pairing
        if pairing is not None and pairing.match is not None:
            self._put(pairing, fitted(pairing.match, pairing.learned.kernel))

    def put_back(self) -> None:
        """Put the kernel in hand in the learned one's place."""
        pairing = self.pairing
        if pairing is not None:
            self._put(pairing, self.session.document.kernel)

    def save(self) -> None:
        """Keep the learned kernel under Mine."""
        pairing = self.pairing
        if pairing is not None:
            kernel = pairing.learned.kernel
            self.apply(f"Save {kernel.name} to Mine", lambda d: edits.add_to_mine(d, kernel))

    def take_placed(self, placed: Placed) -> None:
        """Keep a network with another kernel in it, and look at it."""
        self._placed = placed
        self.lab.runs.keep(placed.record)
        self.networks.show_changed(placed.record)

    def _put(self, pairing: Pairing, kernel: Kernel) -> None:
        comparison = self.matching.comparison
        if comparison is not None:
            self.slots.put(comparison.record, pairing.learned.address, kernel)

    def _take_in_hand(self, kernel: Kernel, name: str) -> None:
        self.apply(f"Open {name}", lambda d: edits.choose_kernel(d, kernel))
        self.opened.emit()

    # Experiments

    def experiment(self, request: ExperimentRequest) -> None:
        """Run an experiment; an ablation is of the network that is looked at."""
        comparison = self.matching.comparison
        if comparison is None:
            self.experimenting.run(request)
        else:
            layer = comparison.pairings[0].learned.address.layer
            matches = fitted_matches(comparison)
            self.experimenting.run(request, comparison.record, matches, layer=layer)

    def open_found(self, kernel: Kernel) -> None:
        """Put a kernel that was recovered in hand."""
        self._take_in_hand(kernel, kernel.name or "the kernel found")

    def save_found(self, kernel: Kernel) -> None:
        """Keep a kernel that was recovered under Mine."""
        self.apply("Save the kernel found to Mine", lambda d: edits.add_to_mine(d, kernel))


def best_place(comparison: BankComparison) -> int:
    """Return the place of the pairing with the highest score."""
    scores = [one.match.score if one.match else 0.0 for one in comparison.pairings]
    return scores.index(max(scores))


def fitted_matches(comparison: BankComparison) -> dict[int, Kernel]:
    """Return the match of each unit that has one, brought to fit."""
    return {
        pairing.learned.address.unit: fitted(pairing.match, pairing.learned.kernel)
        for pairing in comparison.pairings
        if pairing.match is not None
    }


def layer_names(record: RunRecord) -> tuple[str, ...]:
    """Return the names of a network's convolutions."""
    layers = kernel_layers(
        record.blueprint, record.input_shape, len(record.class_names), record.weights
    )
    return tuple(layer.name for layer in layers)


def accuracies(placed: Placed) -> str:
    """Say what another kernel in a unit did to the network's accuracy."""
    before, after = placed.before.accuracy, placed.after.accuracy
    return (
        f"{placed.address} replaced: {after * 100:.1f} % of the test pictures are right, "
        f"{before * 100:.1f} % before"
    )
