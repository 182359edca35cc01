"""Hostile text through every form: nothing breaks, nothing comes out unescaped, nothing is lost without a word."""
