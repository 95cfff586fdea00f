"""The part of an order that one UPT sends, and the parcels it sends it in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models import Availability
from orders.querysets import ParcelQuerySet, UptOrderQuerySet


class UptOrderStatus(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    PREPARING = "preparing", _("Sedang disiapkan")
    PARTLY_SHIPPED = "partly_shipped", _("Sebagian dikirim")
    SHIPPED = "shipped", _("Dikirim")
    READY_FOR_PICKUP = "ready_for_pickup", _("Siap diambil")
    DELIVERED = "delivered", _("Diterima")
    CANCELLED = "cancelled", _("Dibatalkan")
    RETURNED = "returned", _("Dikembalikan")


class UptOrder(models.Model):
    """Lines of one UPT with one kind of promise: own way of shipping, cost (rupiah), promised day, state.

    `ships_on` is the day by which it leaves the UPT, or is ready to be fetched; `arrives_from` and `arrives_until` span
    the expected arrival. `first_ships_on` is the day promised when the order was placed (what lies on the shelf: when
    it was paid), kept so that promises can be measured against `left_at`, when all of it had left (or was ready). What
    is made daily is of one `day`.
    """

    order = models.ForeignKey(
        "order.Order", verbose_name=_("Pesanan"), related_name="upt_orders", on_delete=models.PROTECT
    )
    upt = models.ForeignKey(
        "partner.Partner", verbose_name=_("UPT"), related_name="upt_orders", on_delete=models.PROTECT
    )
    number = models.CharField(_("Nomor"), max_length=40, unique=True)
    promise = models.CharField(_("Ketersediaan"), max_length=14, choices=Availability)
    status = models.CharField(
        _("Status"), max_length=18, choices=UptOrderStatus, default=UptOrderStatus.WAITING
    )
    service = models.ForeignKey(
        "shipping.ShippingService",
        verbose_name=_("Layanan kirim"),
        related_name="+",
        on_delete=models.PROTECT,
    )
    service_name = models.CharField(_("Cara kirim"), max_length=80)
    shipping_charge = models.DecimalField(_("Ongkir"), max_digits=10, decimal_places=0)
    weight_grams = models.PositiveIntegerField(_("Berat (gram)"))
    day = models.DateField(_("Hari produksi"), null=True, blank=True)
    ships_on = models.DateField(_("Dijanjikan berangkat"))
    first_ships_on = models.DateField(_("Janji pertama"))
    left_at = models.DateTimeField(_("Berangkat atau siap pada"), null=True, blank=True)
    arrives_from = models.DateField(_("Tiba paling cepat"))
    arrives_until = models.DateField(_("Tiba paling lambat"))
    note = models.CharField(_("Pesan pembeli"), max_length=300, blank=True)
    # For the recipient, printed on a card that lies in the parcel.
    gift_message = models.CharField(_("Ucapan di kartu"), max_length=300, blank=True)
    window = models.ForeignKey(
        "capacity.PickupWindow",
        verbose_name=_("Jam ambil"),
        related_name="upt_orders",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    # Told to the buyer alone; a petugas types it, or reads it off the buyer's screen, to hand the goods out.
    pickup_code = models.CharField(_("Kode ambil"), max_length=8, blank=True)

    objects = UptOrderQuerySet.as_manager()

    class Meta:
        app_label = "order"
        verbose_name = _("Pesanan untuk UPT")
        verbose_name_plural = pgettext_lazy("banyak", "Pesanan untuk UPT")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "upt", "promise", "day"],
                name="upt_order_once_a_promise",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["upt", "pickup_code"], condition=~Q(pickup_code=""), name="upt_order_pickup_code_once"
            ),
            models.CheckConstraint(condition=Q(shipping_charge__gte=0), name="upt_order_charge_not_negative"),
            models.CheckConstraint(
                condition=Q(arrives_from__gte=F("ships_on"), arrives_until__gte=F("arrives_from")),
                name="upt_order_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["upt", "status", "ships_on"], name="upt_order_to_pack")]

    def __str__(self):
        return self.number

    def arrival_if_sent(self, day):
        """First and last day of arrival if it leaves on `day`: it travels as long as it would have. Needs `service`."""
        first, last = ((moment - self.ships_on).days for moment in (self.arrives_from, self.arrives_until))
        return self.service.arrival(day, first, last)

    @property
    def way(self):
        """How it is sent, in the words of who reads it; needs `service` joined."""
        return self.service.called(self.service_name)


class Parcel(models.Model):
    """One box on its way, with the pieces in `items`. The tracking number is what the courier calls *resi*."""

    upt_order = models.ForeignKey(
        UptOrder, verbose_name=_("Pesanan untuk UPT"), related_name="parcels", on_delete=models.PROTECT
    )
    courier = models.ForeignKey(
        "shipping.Courier", verbose_name=_("Kurir"), related_name="parcels", on_delete=models.PROTECT
    )
    tracking_number = models.CharField(_("Nomor resi"), max_length=40)
    shipped_at = models.DateTimeField(_("Dikirim pada"))
    delivered_at = models.DateTimeField(_("Diterima pada"), null=True, blank=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        app_label = "order"
        verbose_name = _("Paket")
        verbose_name_plural = pgettext_lazy("banyak", "Paket")
        ordering = ["shipped_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["courier", "tracking_number"],
                name="parcel_tracking_number_unique",
                violation_error_message=_("Nomor resi ini sudah dipakai untuk paket lain."),
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(delivered_at__gte=F("shipped_at")),
                name="parcel_arrives_after_it_left",
            ),
        ]

    def __str__(self):
        return f"{self.courier} {self.tracking_number}"

    @property
    def tracking_link(self):
        """The courier's page for this parcel, or an empty string."""
        return (
            self.courier.tracking_url.format(resi=self.tracking_number) if self.courier.tracking_url else ""
        )


class ParcelItem(models.Model):
    """How many pieces of one line of the order lie in one parcel; `Line.num_sent` is their sum."""

    parcel = models.ForeignKey(
        Parcel, verbose_name=_("Paket"), related_name="items", on_delete=models.CASCADE
    )
    line = models.ForeignKey(
        "order.Line", verbose_name=_("Barang pesanan"), related_name="parcel_items", on_delete=models.PROTECT
    )
    quantity = models.PositiveIntegerField(_("Jumlah"))

    class Meta:
        app_label = "order"
        verbose_name = _("Isi paket")
        verbose_name_plural = _("Isi paket")
        ordering = ["line_id"]
        constraints = [
            models.UniqueConstraint(fields=["parcel", "line"], name="parcel_item_once_a_line"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="parcel_item_has_pieces"),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.line}"
