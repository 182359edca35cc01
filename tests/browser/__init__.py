"""What only a real browser can show: accessibility, the keyboard, pages without scripts, bytes over the wire."""
