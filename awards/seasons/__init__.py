"""Programmes, seasons, rounds, categories, questions, criteria, rule versions and the timetable."""
