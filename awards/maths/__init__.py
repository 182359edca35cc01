"""Pure mathematics of judging: numbers in, numbers out; no tables, no pages."""

import os

# The matrices here are judges by judges: far too small to share out. Threads that wait for one another on busy cores
# made the same fit a hundred times slower. Read by numpy when it is first imported; a number set from outside holds.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
