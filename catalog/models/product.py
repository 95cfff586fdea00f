"""What a UPT sells: words, measures, how it is made, how it is promised, and whether it is published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct

from catalog.querysets import ProductQuerySet
from upt_accounts.models.partner import UptKind


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Menunggu persetujuan")
    PUBLISHED = "published", _("Terbit")
    RETURNED = "returned", _("Dikembalikan")
    WITHDRAWN = "withdrawn", _("Ditarik")


class Availability(models.TextChoices):
    """The kind of promise (architecture: availability): from the shelf, from the loom, from the oven."""

    READY = "ready", _("Siap kirim")
    MADE_TO_ORDER = "made_to_order", _("Dibuat sesuai pesanan")
    DAILY_BATCH = "daily_batch", _("Dibuat harian")


class ShipScope(models.TextChoices):
    NATIONWIDE = "nationwide", _("Seluruh Indonesia")
    EXPRESS = "express", _("Hanya layanan cepat")
    LOCAL_OR_PICKUP = "local_or_pickup", _("Hanya ambil sendiri atau kurir lokal")
    CARGO_OR_PICKUP = "cargo_or_pickup", _("Hanya kargo atau ambil sendiri")


class Storage(models.TextChoices):
    ROOM = "suhu_ruang", _("Suhu ruang")
    CHILLED = "dingin", _("Dingin")
    FROZEN = "beku", _("Beku")


class Halal(models.TextChoices):
    """Since October 2026 food must be certified or say that it is not halal (UU 33/2014, PP 42/2024)."""

    CERTIFIED = "bersertifikat", _("Bersertifikat halal")
    IN_PROCESS = "dalam_proses", _("Sertifikat halal dalam proses")
    NOT_HALAL = "tidak_halal", _("Tidak halal")
    NONE = "belum", _("Belum bersertifikat halal")


class Product(AbstractProduct):
    """One product of one UPT. Weights are grams as shipped, lengths centimetres, `material_cost` rupiah (never public).

    Makers appear by at most two initials, and never those of an LPKA (domain rules on privacy, UU 11/2012 art. 19).
    """

    upt = models.ForeignKey(
        "partner.Partner", verbose_name=_("UPT"), related_name="products", on_delete=models.PROTECT
    )
    workshop = models.ForeignKey(
        "partner.Workshop",
        verbose_name=_("Bengkel"),
        related_name="products",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    title_en = models.CharField(_("Nama (Inggris)"), max_length=255, blank=True)
    description_en = models.TextField(_("Uraian (Inggris)"), blank=True)
    publication = models.CharField(
        _("Penerbitan"), max_length=10, choices=Publication, default=Publication.DRAFT
    )
    published_at = models.DateTimeField(_("Terbit sejak"), null=True, blank=True, editable=False)
    is_public = models.BooleanField(_("Terlihat pembeli"), default=False, editable=False)

    availability = models.CharField(
        _("Ketersediaan"), max_length=14, choices=Availability, default=Availability.READY
    )
    lead_time_days = models.PositiveSmallIntegerField(_("Lama pengerjaan (hari kerja)"), default=1)
    daily_capacity = models.PositiveSmallIntegerField(_("Kapasitas per hari"), null=True, blank=True)
    week_plan = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("Rencana seminggu"),
        size=7,
        null=True,
        blank=True,
        help_text=_("Buah dari Senin sampai Minggu; kosong: kapasitas per hari, setiap hari."),
    )
    is_unique = models.BooleanField(
        _("Hanya ada satu"),
        default=False,
        help_text=_("Karya tunggal: sesudah laku halamannya menyebut terjual."),
    )
    ship_scope = models.CharField(
        _("Jangkauan kirim"), max_length=16, choices=ShipScope, default=ShipScope.NATIONWIDE
    )
    weight_grams = models.PositiveIntegerField(_("Berat kirim (gram)"))
    package_length_cm = models.PositiveSmallIntegerField(_("Panjang kemasan (cm)"), null=True, blank=True)
    package_width_cm = models.PositiveSmallIntegerField(_("Lebar kemasan (cm)"), null=True, blank=True)
    package_height_cm = models.PositiveSmallIntegerField(_("Tinggi kemasan (cm)"), null=True, blank=True)

    dimensions = models.CharField(_("Ukuran"), max_length=120, blank=True)
    materials = models.CharField(_("Bahan"), max_length=250, blank=True)
    technique = models.CharField(_("Teknik"), max_length=80, blank=True, db_index=True)
    motif = models.CharField(_("Motif"), max_length=120, blank=True)
    colours = ArrayField(models.CharField(max_length=30), verbose_name=_("Warna"), default=list, blank=True)
    natural_dye = models.BooleanField(_("Pewarna alami"), null=True, blank=True)
    care = models.TextField(_("Perawatan"), blank=True)
    maker_initials = models.CharField(_("Inisial pembuat"), max_length=4, blank=True)
    material_cost = models.DecimalField(
        _("Biaya bahan (HPP)"), max_digits=12, decimal_places=0, null=True, blank=True
    )

    is_food = models.BooleanField(_("Makanan atau minuman"), default=False)
    ingredients = models.TextField(_("Komposisi"), blank=True)
    allergens = models.CharField(_("Alergen"), max_length=200, blank=True)
    net_weight = models.PositiveIntegerField(_("Isi bersih (g atau ml)"), null=True, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("Tahan (hari)"), null=True, blank=True)
    storage = models.CharField(_("Penyimpanan"), max_length=10, choices=Storage, blank=True)
    pirt_number = models.CharField(_("Nomor P-IRT"), max_length=40, blank=True)
    halal = models.CharField(_("Kehalalan"), max_length=14, choices=Halal, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        verbose_name = _("Produk")
        verbose_name_plural = pgettext_lazy("banyak", "Produk")
        constraints = [
            # What lets stock insist on the product's own UPT: see the composite foreign keys of migration 0002.
            models.UniqueConstraint(fields=["id", "upt"], name="product_id_with_upt"),
            models.CheckConstraint(
                condition=Q(is_public=True, publication=Publication.PUBLISHED)
                | (Q(is_public=False) & ~Q(publication=Publication.PUBLISHED)),
                name="product_public_when_published",
            ),
            models.CheckConstraint(
                condition=Q(is_food=False)
                | ~Q(publication=Publication.PUBLISHED)
                | (Q(shelf_life_days__isnull=False) & ~Q(ingredients="") & ~Q(storage="") & ~Q(halal="")),
                name="product_food_facts_before_publication",
                violation_error_message=_(
                    "Makanan terbit hanya dengan komposisi, penyimpanan, masa simpan, dan status halal."
                ),
            ),
            models.CheckConstraint(
                condition=Q(availability=Availability.DAILY_BATCH, daily_capacity__isnull=False)
                | ~Q(availability=Availability.DAILY_BATCH),
                name="product_daily_batch_has_capacity",
                violation_error_message=_("Produk harian memerlukan kapasitas per hari."),
            ),
            models.CheckConstraint(condition=Q(weight_grams__gt=0), name="product_weighs_something"),
            models.CheckConstraint(
                condition=Q(maker_initials__regex=r"^([A-Z]\.?){0,2}$"),
                name="product_maker_by_initials_only",
                violation_error_message=_(
                    "Tulis pembuat dengan paling banyak dua huruf awal, misalnya “SR”."
                ),
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(), F("id").desc(), condition=Q(is_public=True), name="product_newest"
            ),
            models.Index(fields=["upt"], condition=Q(is_public=True), name="product_public_of_upt"),
            models.Index(fields=["title", "id"], condition=Q(is_public=True), name="product_by_title"),
        ]

    @property
    def name(self):
        """The title in the language of this visit; Indonesian where there is no other."""
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def text(self):
        return self.description_en if get_language() == "en" and self.description_en else self.description

    @property
    def public_initials(self):
        """The maker as shoppers may know them; children never (UU 11/2012 art. 19)."""
        return "" if self.upt.kind == UptKind.LPKA else self.maker_initials

    def get_absolute_url(self):
        return reverse("catalogue:detail", kwargs={"product_slug": self.slug, "pk": self.pk})

    def get_missing_image(self):
        """No stand-in file: templates draw an ornament where no picture is. Oscar's writes to the media folder."""
        return None
