"""The append-only trail: who did what to which reference, when, and why."""

from awards.audit.actions import record
from awards.audit.tags import Tag

__all__ = ["Tag", "record"]
