"""What is on the shelves: counted, received and written off. Each change is a movement with its reason."""

from django import forms
from django.contrib import admin
from django.db.models import F, TextChoices
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.models import Product
from catalog.querysets import LOW
from catalog.templatetags.money import rupiah
from upt_accounts import stock
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.models import StockMovement, StockRecord

MOST_PIECES = 1_000_000
MOVEMENTS_SHOWN = 10
LEFT = F("num_in_stock") - Coalesce(F("num_allocated"), 0)


class Happening(TextChoices):
    """What changes the stock by hand, by the reason its movement gets."""

    COUNTED = StockMovement.Reason.COUNTED, gettext_lazy("Dihitung: stok menjadi sekian")
    RECEIVED = StockMovement.Reason.RECEIVED, gettext_lazy("Selesai dibuat: bertambah sekian")
    DAMAGED = StockMovement.Reason.DAMAGED, gettext_lazy("Rusak atau hilang: berkurang sekian")


class StockForm(forms.ModelForm):
    """One change of stock. A POST locks the record, so that what is checked here still holds when it is saved."""

    happening = forms.ChoiceField(
        label=gettext_lazy("Apa yang terjadi"), choices=Happening, widget=UnfoldAdminSelectWidget()
    )
    pieces = forms.IntegerField(
        label=gettext_lazy("Berapa buah"),
        min_value=0,
        max_value=MOST_PIECES,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("Misalnya “Terkena air”. Boleh dikosongkan."),
    )
    # What was on the page: a count is of the shelf as it was then.
    seen = forms.IntegerField(label="", widget=forms.HiddenInput(), required=False)

    class Meta:
        model = StockRecord
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.num_in_stock

    def clean(self):
        cleaned = super().clean()
        pieces, happening = cleaned.get("pieces"), cleaned.get("happening")
        if pieces is not None and happening:
            record = StockRecord.objects.select_for_update().get(pk=self.instance.pk)
            check = {
                Happening.COUNTED: self._why_not_counted,
                Happening.RECEIVED: self._why_not_received,
                Happening.DAMAGED: self._why_not_damaged,
            }[happening]
            if sentence := check(pieces, record):
                self.add_error("pieces", sentence)
        return cleaned

    def _why_not_counted(self, pieces, record):
        if self.cleaned_data.get("seen") != record.num_in_stock:
            text = _("Stok berubah menjadi %(now)d selama Anda menghitung. Hitung lagi, lalu simpan.")
            return text % {"now": record.num_in_stock}
        if pieces < record.num_allocated:
            text = _("Stok tidak boleh kurang dari %(reserved)d yang sudah dipesan.")
            return text % {"reserved": record.num_allocated}
        return ""

    def _why_not_received(self, pieces, record):
        return "" if pieces else _("Isi berapa yang selesai dibuat.")

    def _why_not_damaged(self, pieces, record):
        if not pieces:
            return _("Isi berapa yang rusak atau hilang.")
        if pieces > record.available:
            text = _("Paling banyak %(free)d: %(reserved)d sudah dipesan pembeli.")
            return text % {"free": record.available, "reserved": record.num_allocated}
        return ""


class LeftFilter(admin.SimpleListFilter):
    title = gettext_lazy("Persediaan")
    parameter_name = "stok"

    def lookups(self, request, model_admin):
        return [("menipis", _("Menipis")), ("habis", _("Habis"))]

    def queryset(self, request, queryset):
        if self.value() == "habis":
            return queryset.filter(left__lte=0)
        if self.value() == "menipis":
            return queryset.filter(product__in=Product.objects.running_low().values("pk"))
        return queryset


@admin.register(StockRecord)
class StockRecordAdmin(ScopedAdmin):
    form = StockForm
    list_display = ["shown_product", "shown_left", "num_in_stock", "num_allocated", "shown_price", "partner"]
    list_filter = [LeftFilter, UptFilter]
    list_select_related = ["product", "partner"]
    search_fields = ["product__title", "partner_sku"]
    search_help_text = gettext_lazy("Cari nama atau kode barang")
    # What runs out comes first.
    ordering = [LEFT.asc(), "product__title", "pk"]
    facts = ["shown_goods", "partner_sku", "shown_price", "num_in_stock", "num_allocated", "shown_free"]
    readonly_fields = [*facts, "shown_movements"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(left=LEFT)

    def get_fieldsets(self, request, obj=None):
        change = [(_("Ubah stok"), {"fields": ["happening", "pieces", "note", "seen"]})]
        return [
            (None, {"fields": self.facts}),
            *(change if self.has_change_permission(request, obj) else []),
            (_("Mutasi terakhir"), {"fields": ["shown_movements"]}),
        ]

    def save_model(self, request, obj, form, change):
        pieces, reason = form.cleaned_data["pieces"], form.cleaned_data["happening"]
        words = {"reason": reason, "actor": request.user, "note": form.cleaned_data["note"]}
        if reason == Happening.COUNTED:
            stock.set_level(obj, pieces, **words)
        else:
            stock.move(obj, pieces if reason == Happening.RECEIVED else -pieces, **words)

    # --- Columns -------------------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Barang"), ordering="product__title")
    def shown_product(self, record):
        return record.product.title

    @admin.display(description=gettext_lazy("Barang"))
    def shown_goods(self, record):
        link = reverse("admin:catalogue_product_change", args=[record.product_id])
        return format_html('<a class="desk-link" href="{}">{}</a>', link, record.product.title)

    @display(
        description=gettext_lazy("Tersedia"),
        ordering="left",
        label={"habis": "danger", "menipis": "warning", "cukup": "plain"},
    )
    def shown_left(self, record):
        if record.left <= 0:
            return "habis", _("Habis")
        return "menipis" if record.left <= LOW else "cukup", _("Sisa %(count)d") % {"count": record.left}

    @admin.display(description=gettext_lazy("Tersedia"))
    def shown_free(self, record):
        return record.available

    @admin.display(description=gettext_lazy("Harga"), ordering="price")
    def shown_price(self, record):
        return rupiah(record.price) or _("belum ada")

    @admin.display(description=gettext_lazy("Mutasi"))
    def shown_movements(self, record):
        latest = record.movements.select_related("actor")[:MOVEMENTS_SHOWN]
        lines = format_html_join(
            "",
            "<div>{}: {} {} → {}{}{}</div>",
            (
                (
                    date_format(localtime(movement.at), "j F Y, H.i"),
                    f"{movement.quantity:+d}".replace("-", "−"),
                    movement.get_reason_display(),
                    movement.balance,
                    f" · {movement.order_number or movement.note}"
                    if movement.order_number or movement.note
                    else "",
                    f" · {movement.actor.get_short_name()}" if movement.actor else "",
                )
                for movement in latest
            ),
        )
        query = urlencode({"q": record.partner_sku})
        address = f"{reverse('admin:partner_stockmovement_changelist')}?{query}"
        link = format_html('<a class="desk-link" href="{}">{}</a>', address, _("Semua mutasi"))
        return lines + link if lines else "–"
