"""Story protection: likely personal details in a text found by rules and word lists, and two texts compared."""
