"""Tests of the macros, layouts and letters, with no application."""
