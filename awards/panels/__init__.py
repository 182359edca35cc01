"""Panels, judges, declared interests, assignments and recusals."""
