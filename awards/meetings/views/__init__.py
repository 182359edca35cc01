"""Pages of panel meetings."""
