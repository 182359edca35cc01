"""How far judges agree, and what to look at with one judge: for the worker and commands, as numpy and scipy are large.

A figure that cannot be worked out is None, with the reason in words ("not defined"), never a 1 or a 0 in its place. A
flag on a judge means: talk to the judge. It never drops a judge or a score.
"""
