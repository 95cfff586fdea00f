"""The tree of categories, as the national administrator keeps it. Addresses stay: a category never moves."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.models import Category, Product
from upt_accounts.admin.scoped import ScopedAdmin


class ParentField(forms.ModelChoiceField):
    def label_from_instance(self, category):
        return indented(category)


class CategoryForm(forms.ModelForm):
    parent = ParentField(
        Category.objects.order_by("path"),
        label=gettext_lazy("Di bawah"),
        required=False,
        empty_label=gettext_lazy("(paling atas)"),
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = Category
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        labels = {"is_public": gettext_lazy("Tampil di toko")}
        help_texts = {
            "slug": gettext_lazy("Bagian alamatnya, tetap untuk seterusnya. Kosong: dibuat dari nama."),
            "is_public": gettext_lazy("Tidak: kategori ini dan semua di bawahnya tidak tampil."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and Product.objects.filter(categories=parent).exists():
            raise forms.ValidationError(
                _("Kategori itu berisi produk. Hanya kategori tanpa produk yang dapat dibagi lagi.")
            )
        return parent

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None and "slug" not in self.errors:
            self._clean_address(cleaned)
        return cleaned

    def _clean_address(self, cleaned):
        parent = cleaned.get("parent")
        slug = cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("name", ""))
        self.instance.path_slug = f"{parent.path_slug}/{slug}" if parent else slug
        if slug and Category.objects.filter(path_slug=self.instance.path_slug).exists():
            self.add_error("slug", _("Alamat ini sudah dipakai."))


def indented(category):
    return f"{'— ' * (category.depth - 1)}{category.name}"


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    form = CategoryForm
    list_display = ["shown_name", "name_en", "shown_address", "is_public", "number_of_products"]
    search_fields = ["name", "name_en", "path_slug"]
    search_help_text = gettext_lazy("Cari nama atau alamat kategori")
    ordering = ["path"]
    list_per_page = 200
    fieldsets = [(None, {"fields": ["name", "name_en", "is_public"]})]
    add_fieldsets = [(None, {"fields": ["parent", "name", "name_en", "slug", "is_public"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(goods=Count("product"))

    @admin.display(description=gettext_lazy("Kategori"), ordering="path")
    def shown_name(self, category):
        return indented(category)

    @admin.display(description=gettext_lazy("Alamat"), ordering="path_slug")
    def shown_address(self, category):
        return f"/katalog/{category.path_slug}/"

    @admin.display(description=gettext_lazy("Produk"), ordering="goods")
    def number_of_products(self, category):
        return category.goods

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        parent = form.cleaned_data["parent"]
        return (
            Category.objects.add_child(parent, instance=obj)
            if parent
            else Category.objects.add_root(instance=obj)
        )
