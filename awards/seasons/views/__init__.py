"""Pages of programmes and seasons."""
