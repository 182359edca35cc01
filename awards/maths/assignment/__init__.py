"""Who reads what: the best plan of readings, with a proof of what it keeps, or an honest refusal by name."""
