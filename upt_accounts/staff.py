"""Who works here: duties are given and ended, never deleted. Who may open the admin follows from them, here alone."""

from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upt_accounts.models import Membership
from upt_accounts.states.machine import record
from upt_accounts.users.invitations import invite
from upt_accounts.users.models import User

OPEN, ENDED = "open", "ended"


class AppointmentRefused(Exception):
    """The duty cannot be given or ended like that; the text can be shown to a person."""


@transaction.atomic
def appoint(email, *, role, upt=None, kanwil=None, name="", actor) -> Membership:
    """Give somebody a duty, and an account if they have none. Whoever begins to work here is invited by mail.

    Given twice at the same moment it stands once. Raises AppointmentRefused.
    """
    user = _account(email, name)
    refuse_appointing(user, actor)
    begins = not user.memberships.exists() and not user.is_superuser
    membership, is_new = Membership.objects.get_or_create(
        user=user, role=role, upt=upt, kanwil=kanwil, ended_at=None
    )
    if is_new:
        record(membership, "", OPEN, field="state", actor=actor)
        _open_or_close_the_door(user)
    if begins:
        _have_address_proven(user)
    return membership


@transaction.atomic
def dismiss(membership, *, actor, reason=""):
    """End a duty, from the next request on. Raises AppointmentRefused."""
    user = User.objects.select_for_update().get(pk=membership.user_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    refuse_dismissing(membership, actor)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record(membership, OPEN, ENDED, field="state", actor=actor, reason=reason)
    _open_or_close_the_door(user)


def refuse_appointing(user, actor):
    _refuse_out_of_hand(user, actor)
    if not user.is_active:
        raise AppointmentRefused(_("Akun dengan alamat ini dinonaktifkan. Aktifkan dahulu."))


def refuse_dismissing(membership, actor):
    _refuse_out_of_hand(membership.user, actor)
    if membership.ended_at:
        raise AppointmentRefused(_("Penugasan ini sudah berakhir."))


def is_in_the_hands_of(actor, user) -> bool:
    """Whether `actor` may change what this person is here: never oneself, and only technicians a technician."""
    return actor.pk != user.pk and (actor.is_superuser or not user.is_superuser)


def _refuse_out_of_hand(user, actor):
    if actor.pk == user.pk:
        raise AppointmentRefused(_("Penugasan Anda sendiri diatur oleh orang lain."))
    if not is_in_the_hands_of(actor, user):
        raise AppointmentRefused(_("Akun teknisi hanya diatur oleh teknisi."))


def _account(email, name):
    email = email.strip().lower()
    user, _is_new = User.objects.get_or_create(email=email, defaults={"first_name": name, "password": "!"})
    return User.objects.select_for_update().get(pk=user.pk)


def _open_or_close_the_door(user):
    """The one place where the door of the admin opens and closes."""
    works = user.is_superuser or user.memberships.filter(ended_at=None).exists()
    User.objects.filter(pk=user.pk).update(is_staff=works)


def _have_address_proven(user):
    """A shopper's account may have been opened by anybody under this address: only its owner gets a password now."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    transaction.on_commit(partial(invite, user))
