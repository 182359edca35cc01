"""Pure mathematics of judging: numbers in, numbers out; no tables, no pages."""
