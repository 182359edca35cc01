"""`python -m awards`: the same commands as `awards`."""

from awards.app import cli

cli()
