"""What a person can do, one file a verb: the window and the command line call the same functions.

Import each from its own module (`from kernelview.usecases.open_image import open_image`), so
that a command loads only what it needs.
"""
