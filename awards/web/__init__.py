"""Flask plumbing: doors, transactions, errors, clock, templates, security headers."""
