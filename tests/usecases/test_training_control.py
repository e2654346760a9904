"""What a person does to a training on another thread."""

import threading

import pytest

from kernelview.learn.errors import LearnError
from kernelview.usecases.training_control import TrainingControl


def test_it_runs_until_it_is_paused() -> None:
    control = TrainingControl()
    assert control.take_turn(within=0)
    control.pause()
    assert control.is_paused
    assert not control.take_turn(within=0)
    control.resume()
    assert control.take_turn(within=0)


def test_a_step_is_leave_for_one_batch() -> None:
    control = TrainingControl()
    control.step()
    assert control.is_paused
    assert control.take_turn(within=0)
    assert not control.take_turn(within=0)


def test_steps_asked_for_quickly_are_all_made() -> None:
    control = TrainingControl(paused=True)
    control.step()
    control.step()
    assert [control.take_turn(within=0) for _ in range(3)] == [True, True, False]


def test_pausing_and_going_on_drop_steps_not_made() -> None:
    control = TrainingControl(paused=True)
    control.step()
    control.pause()
    assert not control.take_turn(within=0)


def test_a_stop_ends_the_waiting_of_another_thread() -> None:
    control = TrainingControl(paused=True)
    turns: list[bool] = []
    waiting = threading.Thread(target=lambda: turns.append(control.take_turn(within=30)))
    waiting.start()
    control.stop()
    waiting.join(10)
    assert turns == [True]
    assert control.is_stopped


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_that_is_none_is_refused(rate: float) -> None:
    control = TrainingControl()
    with pytest.raises(LearnError, match="learning rate"):
        control.learning_rate = rate
    assert control.learning_rate is None
