"""The sealed record: judging acts as canonical JSON in a Merkle log, signed checkpoints, and bundles; no tables."""
