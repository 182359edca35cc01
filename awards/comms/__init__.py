"""Mail: an outbox written with what caused it, worded and delivered by the worker."""
