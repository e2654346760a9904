"""What the learning package raises."""


class LearnError(ValueError):
    """A network, its data or its settings that cannot work: what was wrong and what would be."""
