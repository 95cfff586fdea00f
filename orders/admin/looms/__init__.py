"""The desk of the looms: what each makes and when, what stands still, and the days on which nothing is made."""

from . import closures, jobs, looms  # noqa: F401
