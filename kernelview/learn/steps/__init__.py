"""The arithmetic of the layers, with arrays that are made once: one chain of steps a thread."""

from kernelview.learn.steps.chain import Chain, Round, kept_places
from kernelview.learn.steps.dropout import NOISE_LEVELS
from kernelview.learn.steps.loss_head import LossHead, Verdict
from kernelview.learn.steps.planning import NetworkPlan, plan_network
from kernelview.learn.steps.scratch import Array, Scratch
from kernelview.learn.steps.shares import LANES, Shares, share_samples

__all__ = [
    "LANES",
    "NOISE_LEVELS",
    "Array",
    "Chain",
    "LossHead",
    "NetworkPlan",
    "Round",
    "Scratch",
    "Shares",
    "Verdict",
    "kept_places",
    "plan_network",
    "share_samples",
]
