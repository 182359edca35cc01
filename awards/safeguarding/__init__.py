"""What must reach a named person at once, or may be seen by named staff only: flags and concerns."""
