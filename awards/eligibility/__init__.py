"""The published rules of a season: facts in, an explained verdict out; no pages, no tables, no framework."""
