"""The training lab: the Train workspace and what goes on in it."""
