"""Scores put right for strict and lenient judges, with how sure one can be, or an honest refusal to."""
