"""Who may be the same: names made comparable, the likeness of two identities and why, and the likely pairs among many.

Pure: identities in, scores with reasons out. Nothing is ever merged here; a person decides.
"""
