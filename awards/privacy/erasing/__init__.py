"""Letting go of things: one function for each kind, wherever it is kept; erasure and retention call the same ones.

Each takes the ids (or references) of what goes, may be called again without harm, leaves references, numbers and
states as they are, and writes no audit entry: whoever calls does. Rows that carry a version get a new one, so that
a page that was open before cannot put the old words back unseen.
"""
