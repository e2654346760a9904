"""Many kernels on one picture: borders, products and spectra shared."""

from kernelview.engine.bank.sharing import Plan, correlate_bank_into, plan_of

__all__ = ["Plan", "correlate_bank_into", "plan_of"]
