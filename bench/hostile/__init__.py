"""Sends ten thousand hostile requests to a server of its own and looks at every answer, mail and file."""
