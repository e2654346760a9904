"""The Compare workspace: hand-made kernels against learned ones, and what goes on in it."""
