"""The demo catalogue: 36 UPTs and what they sell, invented (README.md). Each module loads one kind.

Every `load()` adds what is missing and returns how many rows that were. What stands is left as it is, for
people may have worked with it: a second run changes nothing, and the next run finishes an interrupted one.
"""
