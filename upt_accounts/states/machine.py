"""The one mechanism behind every state of the shop: a table of allowed moves, and a history of those made."""

import dataclasses

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import gettext as _

from .models import StateChange


class TransitionRefused(Exception):
    """The move is not in the table; the text can be shown to a person."""


@dataclasses.dataclass(frozen=True)
class StateMachine:
    """States of one model field. `moves` maps each state to the set of states it may become."""

    moves: dict[str, frozenset[str] | set[str]]
    field: str = "status"
    names: dict[str, str] = dataclasses.field(default_factory=dict)

    def allows(self, old, new):
        return new in self.moves.get(old, frozenset())

    def move(self, subject, new, *, actor=None, reason="", also=()):
        """Set the state of a row that the caller has locked, and record it. Returns False if it is there already.

        `also` names fields, set by the caller, that constraints tie to the state: they are saved in the same statement.
        Raises TransitionRefused when the table has no such move, RuntimeError outside a transaction.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("A state changes only inside a transaction that holds the row's lock.")
        old = getattr(subject, self.field)
        if old == new:
            return False
        if not self.allows(old, new):
            raise TransitionRefused(
                _("“%(old)s” tidak dapat menjadi “%(new)s”.") % {"old": self.name(old), "new": self.name(new)}
            )
        setattr(subject, self.field, new)
        subject.save(update_fields=[self.field, *also])
        record(subject, old, new, field=self.field, actor=actor, reason=reason)
        return True

    def name(self, state):
        return str(self.names.get(state, state))


def record(subject, old, new, *, field="status", actor=None, reason=""):
    """Write one line of history for a state that was set in the same transaction."""
    return StateChange.objects.create(
        content_type=ContentType.objects.get_for_model(subject, for_concrete_model=True),
        object_id=subject.pk,
        field=field,
        old=old,
        new=new,
        actor=actor,
        reason=reason,
    )


def history(subject):
    return StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(subject, for_concrete_model=True), object_id=subject.pk
    ).select_related("actor")
