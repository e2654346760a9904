"""A small neural-network library; empty until the Train workspace is built."""
