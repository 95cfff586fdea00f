"""The desk of money: what was paid, what Midtrans said, and the queue of what has to go back."""

from . import attempts, channels, notifications, refund_cases  # noqa: F401
