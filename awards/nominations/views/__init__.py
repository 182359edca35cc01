"""Pages of nominations."""
