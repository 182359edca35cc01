"""Tests of the eligibility rules: no app, no database."""
