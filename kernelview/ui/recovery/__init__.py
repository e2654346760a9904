"""Finding the kernel between a picture and its filtered version."""
