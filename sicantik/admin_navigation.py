"""The menu of the admin: what a person may open, in the order of their work."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upt_accounts import access

# Group, then (model, icon, words or None for the model's own, and where it is not the model's list, a page).
MENU = (
    (
        None,
        (
            ("order.uptorder", "package_2", gettext_lazy("Paket")),
            ("order.uptorder", "running_with_errors", gettext_lazy("Lewat janji"), "overdue"),
            ("capacity.batch", "bakery_dining", gettext_lazy("Produksi")),
            ("capacity.pickupwindow", "schedule", gettext_lazy("Jam ambil")),
            ("catalogue.product", "inventory_2", None),
            ("partner.stockrecord", "shelves", None),
        ),
    ),
    (
        gettext_lazy("UPT"),
        (
            ("partner.partner", "store", None),
            ("partner.workshop", "handyman", None),
            ("capacity.loom", "calendar_view_week", None),
            ("capacity.closure", "event_busy", None),
            ("capacity.outlet", "storefront", None),
            ("partner.stockmovement", "swap_vert", None),
            ("curation.nomination", "star", None),
            ("curation.round", "event", None),
        ),
    ),
    (
        gettext_lazy("Pesanan dan uang"),
        (
            ("order.order", "receipt_long", None),
            ("payment.refundcase", "undo", None),
            ("payment.paymentattempt", "payments", None),
            ("payment.notification", "notifications", None),
            ("order.ordermail", "mail", None),
        ),
    ),
    (
        gettext_lazy("Pengaturan"),
        (
            ("partner.membership", "badge", None),
            ("users.user", "group", None),
            ("partner.kanwil", "account_balance", None),
            ("catalogue.category", "category", None),
            ("shipping.courier", "local_shipping", None),
            ("shipping.shippingservice", "route", None),
            ("shipping.tariff", "price_change", None),
            ("payment.paymentchannel", "credit_card", None),
            ("order.roundrun", "manufacturing", gettext_lazy("Pekerjaan latar")),
        ),
    ),
)
# Where a model has no list of its own.
PAGES = {
    "order.roundrun": "background_work",
    "capacity.batch": "oven",
    "capacity.pickupwindow": "windows",
    "capacity.loom": "capacity_loom_board",
}


def navigation(request):
    mine = access.of_request(request)
    start = _item(request, _("Hari ini"), "home", reverse("admin:index"), exact=True)
    groups = [{"title": title, "items": list(_items(request, mine, entries))} for title, entries in MENU]
    groups[0]["items"].insert(0, start)
    shop = {
        "title": _("Lainnya"),
        "items": [_item(request, _("Buka toko"), "storefront", reverse("home"), exact=True)],
    }
    return [group for group in [*groups, shop] if group["items"]]


def _items(request, mine, entries):
    for label, icon, words, *page in entries:
        model = apps.get_model(label)
        if mine.may(access.VIEW, model):
            name = (
                next(iter(page), None)
                or PAGES.get(label)
                or f"{model._meta.app_label}_{model._meta.model_name}_changelist"
            )
            link = reverse(f"admin:{name}")
            yield _item(request, words or model._meta.verbose_name_plural, icon, link)


def _item(request, title, icon, link, *, exact=False):
    active = request.path == link if exact else request.path.startswith(link)
    return {"title": str(title), "icon": icon, "link": link, "active": active}
