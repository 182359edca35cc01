"""Score sheets: a judge scores each criterion of an entry and says why."""
