"""The addresses that a registered buyer keeps, one of them the usual one."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from orders.addresses import drafts
from orders.addresses.models import UserAddress


class AddressKnown(Exception):
    """The book has this address already; the text can be shown to its owner."""


def addresses_of(user):
    """The usual one first, then the newest."""
    return (
        UserAddress.objects.filter(user=user)
        .select_related("district__regency")
        .order_by("-is_default_for_shipping", "-pk")
    )


@transaction.atomic
def keep(user, draft) -> UserAddress:
    """Put the address into the book; the same one twice is one entry, brought up to date. The first is the usual."""
    wanted = drafts.build(UserAddress, draft, user=user)
    columns = drafts.columns_of(draft) | {"district": wanted.district}
    address, _is_new = UserAddress.objects.update_or_create(
        user=user, hash=wanted.generate_hash(), defaults=columns
    )
    if not UserAddress.objects.filter(user=user, is_default_for_shipping=True).exists():
        make_usual(address)
    return address


def change(address, draft):
    """Raises AddressKnown where another entry says the same."""
    built = drafts.build(UserAddress, draft)
    for name, value in (drafts.columns_of(draft) | {"district": built.district}).items():
        setattr(address, name, value)
    try:
        with transaction.atomic():
            address.save()
    except IntegrityError as error:
        raise AddressKnown(_("Alamat ini sudah ada di buku alamat Anda.")) from error


@transaction.atomic
def make_usual(address):
    """Of two clicks at the same moment the later wins: the owner's row makes them queue."""
    get_user_model().objects.select_for_update().get(pk=address.user_id)
    book = UserAddress.objects.filter(user=address.user_id)
    book.filter(is_default_for_shipping=True).exclude(pk=address.pk).update(is_default_for_shipping=False)
    book.filter(pk=address.pk).update(is_default_for_shipping=True)
