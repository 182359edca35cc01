"""Tests of season files, the timetable, and loading and reading seasons."""
