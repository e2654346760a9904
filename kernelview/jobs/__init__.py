"""Long work as generators: a job yields Progress and returns its result."""

from kernelview.jobs.job import Job, Progress, completed, run

__all__ = ["Job", "Progress", "completed", "run"]
