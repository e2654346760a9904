"""From the settings of the Train workspace to a network that is ready to train."""

from kernelview.learn.choices import TrainingSettings
from kernelview.learn.optimizers import SGD, Adam, Optimizer, RMSprop
from kernelview.learn.sequential import Sequential


def compiled(model: Sequential, settings: TrainingSettings) -> None:
    """Compile a classifier: sparse categorical cross-entropy and accuracy."""
    model.compile(
        optimizer=chosen_optimizer(settings),
        loss="sparse_categorical_crossentropy",
        metrics=("accuracy",),
    )


def chosen_optimizer(settings: TrainingSettings) -> Optimizer:
    """Return the optimizer of the settings."""
    rate = settings.learning_rate
    match settings.optimizer:
        case "sgd":
            return SGD(rate, momentum=settings.momentum)
        case "rmsprop":
            return RMSprop(rate, momentum=settings.momentum)
        case _:
            return Adam(rate)
