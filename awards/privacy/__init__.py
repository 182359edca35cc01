"""People's rights over what is held of them: the data map, retention clocks, one person's copy, erasure."""
