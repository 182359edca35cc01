"""Pages of the house itself."""
