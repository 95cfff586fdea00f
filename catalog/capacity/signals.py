"""What the rooms above hear when jobs move; this room knows nothing of orders."""

from django.dispatch import Signal

# Jobs of these `lines` (keys) may move: lock what hangs on them, before the workshop's row is locked.
jobs_may_move = Signal()
# Jobs of these `lines` moved, with `reason` and `actor`. Sent in the same transaction, with all rows still locked.
jobs_moved = Signal()
# Which lines' goods leave on the days of this `closure`? Receivers answer with a set of keys.
goods_leaving = Signal()
# The days of `closure` are closed now; sent in the same transaction, with what `goods_leaving` named still locked.
days_closed = Signal()
