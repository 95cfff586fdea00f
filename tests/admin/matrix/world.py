"""Three UPTs whose every word can be told apart, and the people who may or may not see them.

Melati is one's own UPT, Kenanga another of the same Kanwil, Cendana one of another Kanwil. Each has everything a UPT
has, and each text of it holds its word: a page that shows "cendana" shows something of that UPT.
"""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone

from catalog.capacity.models import Closure
from catalog.curation.models import Nomination, Round
from catalog.models import ProductImage
from orders import workflow
from orders.addresses.models import UserAddress
from orders.models import OrderMail
from orders.payments.models import Notification, PaymentAttempt, PaymentChannel, RefundCase
from tests.factories.orders import (
    CourierFactory,
    OrderFactory,
    ShippingAddressFactory,
    ShippingServiceFactory,
    UptOrderFactory,
    add_line,
)
from tests.factories.pickup import OutletFactory
from tests.factories.products import CategoryFactory, ProductFactory, stock_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import (
    DistrictFactory,
    KanwilFactory,
    MembershipFactory,
    StaffFactory,
    UptFactory,
    UserFactory,
    WorkshopFactory,
    kanwil_officer_of,
    kepala_of,
    national,
    petugas_of,
)
from tests.upt_accounts.pictures.samples import picture
from upt_accounts import stock
from upt_accounts.models import Role, StockMovement

OWN, KANWIL, FOREIGN = "melati", "kenanga", "cendana"
PLACES = {"own": OWN, "kanwil": KANWIL, "foreign": FOREIGN}
ON_DUTY = ("petugas", "kepala", "kanwil", "kurator", "pengelola", "keuangan", "auditor", "superuser")
NOT_ON_DUTY = ("anonymous", "shopper", "retired")
# What each may read of: the rest must not be on any page of theirs.
READS = {
    "petugas": {OWN},
    "kepala": {OWN},
    "kanwil": {OWN, KANWIL},
    **dict.fromkeys(NOT_ON_DUTY, set()),
}


class World:
    """`rows[label]` maps a place ("own", "kanwil", "foreign"; "nation" for what belongs to no UPT) to a row."""

    def __init__(self):
        self.rows = {}
        self.courier = CourierFactory()
        self.category = CategoryFactory()
        self.round = Round.objects.create(
            name="Putaran 2026", year=2026, opens_on="2026-01-01", closes_on="2026-12-31"
        )
        west, east = KanwilFactory(name="Kanwil Barat"), KanwilFactory(name="Kanwil Cendana")
        for place, word in PLACES.items():
            for label, row in self._upt(word, east if place == "foreign" else west).items():
                self.rows.setdefault(label, {})[place] = row
        self.own_upt = self.rows["partner.partner"]["own"]
        self._nation(west)
        self.people = self._people(west)
        self.address = UserAddress.objects.create(
            user=self.people["shopper"],
            first_name="Ani Pembeli",
            line1="Jalan Merdeka 12",
            postcode="30131",
            country_id="ID",
            district=DistrictFactory(),
        )

    words = set(PLACES.values())

    def forbidden(self, role):
        """The words that must not be on any page of the admin this person gets."""
        return self.words - READS.get(role, self.words)

    def _upt(self, word, kanwil):
        upt = UptFactory(
            name=f"Lapas {word.title()}",
            code=word.upper(),
            slug=f"lapas-{word}",
            about=f"Tentang {word}",
            street=f"Jalan {word.title()} 1",
            kanwil=kanwil,
        )
        workshop = WorkshopFactory(upt=upt, name=f"Bengkel {word}")
        petugas = petugas_of(upt, email=f"petugas.{word}@example.com", first_name=word.title())
        petugas.set_unusable_password()  # Invited, and has not come yet.
        petugas.save()
        product = self._product(upt, workshop, word, petugas)
        part = self._part(upt, product, word, petugas)
        return {
            **self._looms(upt, workshop, word),
            "partner.partner": upt,
            "partner.workshop": workshop,
            "capacity.outlet": OutletFactory(upt=upt, name=f"Toko {word}", address=f"Jalan {word}"),
            "partner.membership": petugas.memberships.get(),
            "catalogue.product": product,
            "catalogue.productimage": product.images.get(),
            "partner.stockrecord": stock_of(product),
            "partner.stockmovement": stock_of(product).movements.first(),
            "order.uptorder": part,
            "order.parcel": part.parcels.get(),
            "order.line": part.lines.get(),
            "curation.nomination": Nomination.objects.create(round=self.round, product=product),
        }

    def _product(self, upt, workshop, word, petugas):
        product = ProductFactory(upt=upt, workshop=workshop, title=f"Tas {word}", category=self.category)
        ProductFactory(upt=upt, workshop=workshop, title=f"Draf {word}", draft=True)
        ProductFactory(upt=upt, workshop=workshop, title=f"Sisa {word}", stock=1)
        ProductImage.objects.create(product=product, original=picture(size=(60, 75)), alt_id=f"Foto {word}")
        stock.move(
            stock_of(product), 2, reason=StockMovement.Reason.RECEIVED, actor=petugas, note=f"Catatan {word}"
        )
        LogEntry.objects.log_actions(petugas.pk, [product], CHANGE, f"Diubah {word}", single_object=True)
        return product

    def _part(self, upt, product, word, petugas):
        """One part on its way, one to pack and late, one not paid yet."""
        part = self._paid(upt, product, word, 1)
        workflow.ship(part, courier=self.courier, tracking_number=f"RESI{word}0001".upper(), actor=petugas)
        self._paid(upt, product, word, 2)
        unpaid = UptOrderFactory(order=self._order(word, 3), upt=upt, number=f"{word}-3".upper())
        add_line(unpaid, product)
        part.refresh_from_db()
        return part

    def _looms(self, upt, workshop, word):
        """One job that waits on one loom, and a day that is closed."""
        product = ProductFactory(
            upt=upt, workshop=workshop, title=f"Tenun {word}", made_to_order=True, lead_time_days=5
        )
        part = UptOrderFactory(
            order=self._order(word, 4), upt=upt, number=f"{word}-4".upper(), promise="made_to_order"
        )
        line = add_line(part, product)
        workflow.mark_paid(part.order)
        far = timezone.localdate() + timedelta(days=300)
        return {
            "capacity.loom": workshop.looms.first(),
            "capacity.job": line.jobs.get(),
            "capacity.closure": Closure.objects.create(
                upt=upt, first_day=far, last_day=far, reason=f"Renovasi {word}"
            ),
        }

    def _order(self, word, number):
        return OrderFactory(
            number=f"PESAN{word.upper()}{number}",
            contact_name=f"Pembeli {word}",
            guest_email=f"pembeli.{word}@example.com",
            shipping_address=ShippingAddressFactory(
                first_name=f"Penerima {word}", line1=f"Alamat {word}", landmark=f"Patokan {word}"
            ),
        )

    def _paid(self, upt, product, word, number):
        yesterday = timezone.localdate() - timedelta(days=1)
        part = UptOrderFactory(
            order=self._order(word, number),
            upt=upt,
            number=f"{word}-{number}".upper(),
            note=f"Pesan {word}",
            ships_on=yesterday,
        )
        add_line(part, product)
        workflow.mark_paid(part.order)
        return part

    def _nation(self, kanwil):
        order = self.rows["order.uptorder"]["own"].order
        attempt = PaymentAttempt.objects.create(
            order=order,
            midtrans_order_id=order.number,
            amount=order.total_incl_tax,
            expires_at=timezone.now(),
        )
        notification = Notification.objects.create(
            attempt=attempt, source="check", transaction_status="pending"
        )
        case = RefundCase.objects.create(attempt=attempt, reason="double", amount=1)
        rows = {
            "catalogue.category": self.category,
            "curation.round": self.round,
            "order.order": order,
            "order.ordermail": OrderMail.objects.filter(order=order).first(),
            "partner.kanwil": kanwil,
            "payment.notification": notification,
            "payment.paymentattempt": attempt,
            "payment.paymentchannel": PaymentChannel.objects.first(),
            "payment.refundcase": case,
            "shipping.courier": self.courier,
            "shipping.shippingservice": ShippingServiceFactory(),
            "shipping.tariff": TariffFactory(),
            "users.user": self.rows["partner.membership"]["own"].user,
        }
        for label, row in rows.items():
            self.rows[label] = {"nation": row}

    def _people(self, west):
        retired = MembershipFactory(upt=self.own_upt, ended_at=timezone.now()).user
        return {
            "anonymous": None,
            "shopper": UserFactory(email="pembeli@example.com"),
            "retired": retired,
            "petugas": petugas_of(self.own_upt, email="saya@example.com"),
            "kepala": kepala_of(self.own_upt),
            "kanwil": kanwil_officer_of(west),
            "superuser": StaffFactory(is_superuser=True),
            **{role: national(role) for role in (Role.KURATOR, Role.PENGELOLA, Role.KEUANGAN, Role.AUDITOR)},
        }
