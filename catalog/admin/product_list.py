"""The list of products: what a row shows, and by what the list is narrowed."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.models import Availability, Product, Publication
from catalog.querysets import LOW
from catalog.templatetags.money import rupiah
from upt_accounts import access
from upt_accounts.admin.scoped import UptFilter


class StockFilter(admin.SimpleListFilter):
    title = gettext_lazy("Persediaan")
    parameter_name = "stok"

    def lookups(self, request, model_admin):
        return [("menipis", _("Menipis")), ("habis", _("Habis"))]

    def queryset(self, request, queryset):
        if self.value() == "habis":
            return queryset.filter(on_shelf__lte=0, availability="ready")
        return (
            queryset.filter(pk__in=Product.objects.running_low().values("pk"))
            if self.value() == "menipis"
            else queryset
        )


class ProductList:
    """Mixed into the ModelAdmin of Product."""

    list_display = [
        "shown_title",
        "shown_price",
        "shown_stock",
        "shown_publication",
        "shown_availability",
        "upt",
    ]
    list_filter = ["publication", StockFilter, "availability", UptFilter]
    search_fields = ["title", "stockrecords__partner_sku"]
    search_help_text = gettext_lazy("Cari nama atau kode barang")
    ordering = ["-date_updated", "-pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).priced().with_card_pictures()
        return rows.select_related("upt", "product_class")

    def get_list_display(self, request):
        """Who works in one UPT need not read its name on every row."""
        columns = super().get_list_display(request)
        alone = access.of_request(request).is_of_one_upt
        return [name for name in columns if name != "upt"] if alone else columns

    @display(description=gettext_lazy("Nama"), ordering="title")
    def shown_title(self, product):
        return render_to_string("admin/catalogue/product/row_title.html", {"product": product})

    @display(description=gettext_lazy("Harga"), ordering="price")
    def shown_price(self, product):
        return rupiah(product.price) or _("belum ada")

    @display(
        description=gettext_lazy("Tersedia"),
        ordering="on_shelf",
        label={"habis": "danger", "menipis": "warning", "cukup": "plain"},
    )
    def shown_stock(self, product):
        left = product.on_shelf or 0
        if left <= 0 and product.availability != Availability.READY:
            return "cukup", product.get_availability_display()
        if left <= 0:
            return "habis", _("Habis")
        return "menipis" if left <= LOW else "cukup", _("Sisa %(count)d") % {"count": left}

    @display(
        description=gettext_lazy("Penerbitan"),
        ordering="publication",
        label={
            Publication.DRAFT: "plain",
            Publication.SUBMITTED: "info",
            Publication.PUBLISHED: "success",
            Publication.RETURNED: "warning",
            Publication.WITHDRAWN: "warning",
        },
    )
    def shown_publication(self, product):
        return product.publication, product.get_publication_display()

    @display(description=gettext_lazy("Ketersediaan"), ordering="availability")
    def shown_availability(self, product):
        return product.get_availability_display()
