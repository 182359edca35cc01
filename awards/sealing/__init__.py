"""The record of judging: acts written once, sealed by the worker into one log, and signed checkpoints of it."""
