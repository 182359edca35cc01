"""Pages of nominees."""
