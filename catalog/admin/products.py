"""Products: what a petugas lists, describes, publishes and withdraws."""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.admin.choices import ChoiceInline
from catalog.admin.pictures import PictureInline, chosen_main, put_in_order
from catalog.admin.product_form import ProductForm
from catalog.admin.product_list import ProductList
from catalog.models import Product
from catalog.publication import PublicationRefused, missing, publish, withdraw
from catalog.shelf import put_on_shelf, set_price
from upt_accounts import access, stock
from upt_accounts.admin.scoped import ScopedAdmin
from upt_accounts.models import StockMovement
from upt_accounts.states.machine import TransitionRefused

FOOD_FACTS = (
    "ingredients",
    "allergens",
    "net_weight",
    "shelf_life_days",
    "storage",
    "pirt_number",
    "halal",
)


@admin.register(Product)
class ProductAdmin(ProductList, ScopedAdmin):
    form = ProductForm
    inlines = [PictureInline, ChoiceInline]
    change_form_template = "admin/catalogue/product/change_form.html"
    actions = ["publish_chosen", "withdraw_chosen"]
    warn_unsaved_form = True
    conditional_fields = {
        "lead_time_days": "availability == 'made_to_order'",
        "daily_capacity": "availability == 'daily_batch'",
        "is_unique": "availability != 'daily_batch'",
        **dict.fromkeys(FOOD_FACTS, "is_food"),
    }

    # --- What the form asks and a reader only sees -----------------------------------------------------------------
    @display(description=gettext_lazy("Kategori"))
    def category_name(self, product):
        return ", ".join(category.name for category in product.categories.all()) or "–"

    @display(description=gettext_lazy("Tersedia"))
    def pieces_left(self, product):
        return product.on_shelf or 0

    # --- The form ------------------------------------------------------------------------------------------------
    def get_fieldsets(self, request, obj=None):
        stock_fields = ["price", "pieces", "reason"] if obj else ["price", "pieces"]
        goods = ["title", "category", "workshop", "description"]
        if obj and not self.has_change_permission(request, obj):
            stock_fields, goods = (
                ["shown_price", "pieces_left"],
                ["upt", "title", "category_name", *goods[2:]],
            )
        return [
            (_("Barang"), {"fields": goods if obj else ["upt", *goods]}),
            (_("Harga dan stok"), {"fields": stock_fields}),
            (
                _("Ketersediaan dan pengiriman"),
                {
                    "fields": [
                        "availability",
                        "lead_time_days",
                        "daily_capacity",
                        "is_unique",
                        "weight_grams",
                        "ship_scope",
                    ]
                },
            ),
            (
                _("Makanan dan minuman"),
                {
                    "fields": [
                        "is_food",
                        "ingredients",
                        "allergens",
                        ("net_weight", "shelf_life_days"),
                        "storage",
                        "pirt_number",
                        "halal",
                    ],
                    "classes": ["collapse"] if obj and not obj.is_food else [],
                },
            ),
            (
                _("Keterangan tambahan"),
                {
                    "fields": [
                        "materials",
                        "technique",
                        "motif",
                        "dimensions",
                        "care",
                        ("package_length_cm", "package_width_cm", "package_height_cm"),
                        "maker_initials",
                        "material_cost",
                        "title_en",
                        "description_en",
                    ],
                    "classes": ["collapse"],
                },
            ),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        mine = access.of_request(request)
        upt = form.base_fields.get("upt")
        if upt and mine.is_of_one_upt:
            upt.widget, upt.initial = forms.HiddenInput(), next(iter(mine.upts))
        return form

    def get_changeform_initial_data(self, request):
        return {}

    def save_model(self, request, obj, form, change):
        """The product, its price and what is on hand, in the transaction of the page."""
        if not obj.is_public and "title" in form.changed_data:
            obj.slug = ""
        super().save_model(request, obj, form, change)
        price, pieces = form.cleaned_data["price"], form.cleaned_data["pieces"]
        if form.record is None:
            put_on_shelf(obj, price=price, pieces=pieces, actor=request.user)
            return
        set_price(form.record, price)
        if form.changes_stock:
            reason = form.cleaned_data["reason"] or StockMovement.Reason.COUNTED
            stock.set_level(form.record, pieces, reason=reason, actor=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        product, category = form.instance, form.cleaned_data["category"]
        product.categories.set([category] if category else [])
        put_in_order(product, main=chosen_main(formsets[0]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if context["errors"] and request.FILES:
            messages.warning(
                request, _("Pilih lagi fotonya: peramban tidak menyimpan foto saat ada isian yang keliru.")
            )
        may_write = obj and self.has_change_permission(request, obj)
        if obj and not may_write:
            # What hides fields by what is chosen in others would look for them in vain.
            reader = context["adminform"].model_admin = copy(self)
            reader.conditional_fields = {}
        context |= {
            "missing": missing(obj) if may_write and not obj.is_public else [],
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
            "may_publish": not obj or (may_write and not obj.is_public),
            "may_withdraw": may_write and obj.is_public,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- Publishing ----------------------------------------------------------------------------------------------
    def response_add(self, request, obj, post_url_continue=None):
        return self._after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._after_saving(request, obj) or super().response_change(request, obj)

    def _after_saving(self, request, product):
        if "_publish" not in request.POST:
            return None
        self._publish_and_tell(request, product)
        return redirect("admin:catalogue_product_change", product.pk)

    def _publish_and_tell(self, request, product):
        try:
            publish(product, actor=request.user)
        except PublicationRefused as refusal:
            text = _("“%(title)s” disimpan, tetapi belum dapat terbit: %(missing)s")
            messages.warning(request, text % {"title": product.title, "missing": " ".join(refusal.missing)})
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("“%(title)s” sudah terbit di toko.") % {"title": product.title})

    @admin.action(description=gettext_lazy("Terbitkan"), permissions=["change"])
    def publish_chosen(self, request, queryset):
        for product in self._changeable(request, queryset):
            self._publish_and_tell(request, product)

    @admin.action(description=gettext_lazy("Tarik dari toko"), permissions=["change"])
    def withdraw_chosen(self, request, queryset):
        for product in self._changeable(request, queryset):
            self._withdraw_and_tell(request, product)

    def _changeable(self, request, queryset):
        return access.of_request(request).rows(access.CHANGE, queryset)

    def _withdraw_and_tell(self, request, product):
        try:
            withdraw(product, actor=request.user)
        except TransitionRefused as refusal:
            messages.error(request, f"{product.title}: {refusal}")
        else:
            messages.success(request, _("“%(title)s” ditarik dari toko.") % {"title": product.title})

    def get_custom_urls(self):
        return (("<path:object_id>/tarik/", "catalogue_product_withdraw", self.withdraw_view),)

    def withdraw_view(self, request, object_id, **kwargs):
        product = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._withdraw_and_tell(request, product)
        return redirect("admin:catalogue_product_change", product.pk)
