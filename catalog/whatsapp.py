"""A link that opens WhatsApp with the question already begun; always to the UPT's own number."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _


def ask_about_product(product):
    """Address of a chat with the product's UPT, or "" while it has no number."""
    address = settings.SITE_URL + product.get_absolute_url()
    return _chat(
        product.upt, _("Halo, saya ingin bertanya tentang %(name)s: %(address)s"), product.name, address
    )


def ask_upt(upt):
    return _chat(
        upt,
        _("Halo, saya ingin bertanya tentang karya %(name)s: %(address)s"),
        upt.name,
        settings.SITE_URL + upt.get_absolute_url(),
    )


def _chat(upt, words, name, address):
    if not upt.whatsapp:
        return ""
    number = str(upt.whatsapp).lstrip("+")
    return f"https://wa.me/{number}?text={quote(words % {'name': name, 'address': address})}"
