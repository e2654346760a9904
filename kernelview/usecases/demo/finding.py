"""The demo's last part: kernels that a network found by itself, beside hand-made ones."""

from html import escape

from kernelview.document import TrainingPlan
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.templates import template
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.report.lines_picture import lines_picture
from kernelview.usecases.report.pairs_section import pairs_table_html
from kernelview.usecases.report.words import chance_words, headline, in_order

NETWORK, EPOCHS = "few-large-kernels", 3
# About a second with the comparison.
TRAINING = TrainingPlan(
    DataChoice("mnist-5k"), template(NETWORK).blueprint, TrainingSettings(epochs=EPOCHS)
)
_MOST_PAIRS = 6
_WORDS = (
    "A network starts with random weights and changes them until it tells handwritten digits "
    "apart. Nobody tells it what an edge is. Below are the kernels of its first layer, each "
    "joined to the hand-made kernel that is nearest to it, and the best pairs in numbers."
)


def finding_section(comparison: BankComparison) -> str:
    """Return the comparison as a part of the demo's page."""
    record = comparison.record
    accuracy = f"{100 * (record.accuracy or 0):.0f} % of the test pictures"
    about = f"{record.name}: it gets {accuracy} right after {record.settings.epochs} epochs."
    command = f"kernelview compare --network {NETWORK} --epochs {EPOCHS} --out report"
    pairs = pairs_table_html(comparison, in_order(comparison.pairings)[:_MOST_PAIRS])
    return f"""\
<section id="learned">
<h2>What a network finds by itself</h2>
<p>{escape(_WORDS)}</p>
<p><b>{escape(headline(comparison))}</b></p>
<p class="facts">{escape(chance_words(comparison))} {escape(about)}</p>
{lines_picture(comparison)}
{pairs}
<code>{escape(command)}</code>
</section>"""
