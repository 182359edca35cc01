"""Where one more reading tells most: who should read which close entry next, inside loads and conflicts.

`answer.py` is plain data for pages; `suggesting.py` does the sums and is for jobs and commands.
"""
