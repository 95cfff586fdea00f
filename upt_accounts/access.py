"""Who may do what, and where: the one table behind every page of the admin. What it does not grant is refused.

Rights follow from open memberships, read anew at each request: one that ends ends with its last answer. A UPT role
counts at that UPT, a Kanwil role at the Kanwil's UPTs, any other role everywhere. `superuser` is for technicians only:
it reads everything, but packs no parcel and prices no product.
"""

from dataclasses import dataclass

from django.db.models import Q
from oscar.core.loading import get_model

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
SUPERUSER = "superuser"
_LETTERS = {"v": VIEW, "a": ADD, "c": CHANGE, "d": DELETE}

# Rows are models, by label since most live in rooms above; letters are view, add, change and delete.
_RIGHTS = """
                        petugas kepala kanwil kurator pengelola keuangan auditor superuser
capacity.batch          vc      vc     v      -       v         -        v       v
capacity.outlet         v       vac    v      -       vac       -        v       v
capacity.pickuphours    v       vacd   v      -       vacd      -        v       v
capacity.pickupwindow   vc      vc     v      -       v         -        v       v
capacity.closure        vacd    vacd   v      -       vacd      -        v       v
capacity.job            vc      vc     v      -       v         -        v       v
capacity.loom           vac     vac    v      -       v         -        v       v
catalogue.category      -       -      -      -       vac       -        v       v
catalogue.choice        vacd    vacd   v      v       v         -        v       v
catalogue.product       vac     vac    v      v       v         -        v       v
catalogue.productimage  vacd    vacd   v      v       v         -        v       v
curation.nomination     v       v      v      v       v         -        v       v
curation.round          v       v      v      v       v         -        v       v
order.line              v       v      v      -       v         v        v       v
order.order             -       -      -      -       vc        vc       v       v
order.ordermail         -       -      -      -       v         v        v       v
order.roundrun          -       -      -      -       v         v        v       v
order.parcel            v       v      v      -       v         v        v       v
order.uptorder          vc      vc     v      -       v         v        v       v
partner.kanwil          -       -      -      -       vac       -        v       vac
partner.membership      -       v      -      -       vac       -        v       vac
partner.partner         v       vc     v      v       vac       v        v       vac
partner.stockmovement   v       v      v      -       v         -        v       v
partner.stockrecord     vc      vc     v      -       v         -        v       v
partner.uptpicture      v       vacd   v      v       vacd      v        v       vacd
partner.workshop        v       vac    v      v       vac       -        v       v
payment.notification    -       -      -      -       v         v        v       v
payment.paymentattempt  -       -      -      -       v         v        v       v
payment.paymentchannel  -       -      -      -       vc        vc       v       v
payment.paymentrecord   -       -      -      -       v         v        v       v
payment.refundcase      -       -      -      -       v         vc       v       v
regions.province        -       -      -      -       v         -        v       v
regions.regency         -       v      -      -       v         -        v       v
shipping.courier        -       -      -      -       vac       -        v       v
shipping.shippingservice -      -      -      -      vac       -        v       v
shipping.tariff         -       -      -      -       vacd      -        v       v
users.user              -       -      -      -       vc        -        v       vc
"""

# How a row finds its UPT. A model without a place belongs to the whole country.
PLACES = {
    "capacity.closure": "upt",
    "capacity.job": "loom__workshop__upt",
    "capacity.loom": "workshop__upt",
    "capacity.batch": "product__upt",
    "capacity.outlet": "upt",
    "capacity.pickuphours": "outlet__upt",
    "capacity.pickupwindow": "outlet__upt",
    "catalogue.product": "upt",
    "catalogue.productimage": "product__upt",
    "catalogue.choice": "product__upt",
    "curation.nomination": "product__upt",
    "order.line": "partner",
    "order.parcel": "upt_order__upt",
    "order.uptorder": "upt",
    "partner.membership": "upt",
    "partner.partner": "pk",
    "partner.stockmovement": "stockrecord__partner",
    "partner.stockrecord": "partner",
    "partner.uptpicture": "upt",
    "partner.workshop": "upt",
}


def _read(table):
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        label: dict(zip(head, (frozenset(map(_LETTERS.get, cell.strip("-"))) for cell in cells), strict=True))
        for label, *cells in rows
    }


RIGHTS = _read(_RIGHTS)
ROLES = tuple(next(iter(RIGHTS.values())))


def label_of(model):
    return model._meta.label_lower


@dataclass(frozen=True)
class Reach:
    """Where a right holds: everywhere, at some UPTs, at the UPTs of some Kanwils, or nowhere."""

    everywhere: bool = False
    upts: frozenset[int] = frozenset()
    kanwils: frozenset[int] = frozenset()

    def __bool__(self):
        return self.everywhere or bool(self.upts or self.kanwils)

    def rows(self, place):
        """The condition on rows whose UPT is found by `place` ("pk" for UPTs themselves)."""
        if self.everywhere:
            return Q()
        to_kanwil = "kanwil" if place == "pk" else f"{place}__kanwil"
        return Q(**{f"{place}__in": self.upts}) | Q(**{f"{to_kanwil}__in": self.kanwils})

    def holds_at(self, upt):
        return self.everywhere or (upt is not None and (upt.pk in self.upts or upt.kanwil_id in self.kanwils))


@dataclass(frozen=True)
class Access:
    """What one person may do now. `places` are (role, UPT, Kanwil) of their open memberships."""

    places: tuple[tuple[str, int | None, int | None], ...] = ()

    @property
    def roles(self):
        return {role for role, _upt, _kanwil in self.places}

    @property
    def upts(self):
        """Keys of the UPTs this person works in."""
        return frozenset(upt for _role, upt, _kanwil in self.places if upt)

    @property
    def is_of_one_upt(self):
        """Whether this is somebody of one UPT alone, to whom its name need not be repeated on every row."""
        return len(self.places) == len(self.upts) == 1

    def reach(self, action, model):
        """Where this person may do `action` to rows of `model`."""
        rights = RIGHTS.get(label_of(model), {})
        granting = [place for place in self.places if action in rights.get(place[0], ())]
        return Reach(
            everywhere=any(upt is None and kanwil is None for _role, upt, kanwil in granting),
            upts=frozenset(upt for _role, upt, _kanwil in granting if upt),
            kanwils=frozenset(kanwil for _role, _upt, kanwil in granting if kanwil),
        )

    def may(self, action, model, row=None):
        """Whether this person may do `action`: to this row, or without one, to any row of the model at all."""
        reach = self.reach(action, model)
        place = PLACES.get(label_of(model))
        if row is None or place is None:
            return bool(reach)
        return reach.holds_at(upt_of(row))

    def rows(self, action, queryset):
        """The rows to which this person may do `action`."""
        reach = self.reach(action, queryset.model)
        if not reach:
            return queryset.none()
        place = PLACES.get(label_of(queryset.model))
        return queryset.filter(reach.rows(place)) if place else queryset

    def works_at(self, upt):
        """Whether this person is petugas or kepala there: only they read a buyer's name and address."""
        return upt.pk in self.upts


NOBODY = Access()


def upt_of(row):
    """The UPT a row belongs to, or None."""
    place = PLACES[label_of(type(row))]
    if place == "pk":
        return row
    for step in place.split("__"):
        row = row and getattr(row, step)
    return row


def of(user) -> Access:
    """The access of a user as the memberships stand now."""
    if not (user.is_active and user.is_staff):
        return NOBODY
    membership = get_model("partner", "Membership")
    places = list(membership.objects.filter(user=user, ended_at=None).values_list("role", "upt", "kanwil"))
    if user.is_superuser:
        places.append((SUPERUSER, None, None))
    return Access(tuple(places))


@dataclass(frozen=True)
class Duty:
    """What somebody is here and where, in words for the head of a page."""

    role: str
    place: str


def duty_of(user) -> Duty | None:
    """The first open duty of a person; None where they have none."""
    membership = get_model("partner", "Membership")
    duties = membership.objects.filter(user=user.pk, ended_at=None).select_related("upt", "kanwil")
    first = duties.order_by("pk").first()
    return first and Duty(first.get_role_display(), str(first.upt or first.kanwil or "Ditjen PAS"))


def of_request(request) -> Access:
    """The access of whoever asks, read once a request."""
    if not hasattr(request, "staff_access"):
        request.staff_access = of(request.user)
    return request.staff_access
