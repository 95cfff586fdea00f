"""The tree of categories, as the national administrator keeps it. Addresses stay: a category never moves."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.models import Category, Product
from upt_accounts.admin.scoped import ScopedAdmin


class CategoryForm(forms.ModelForm):
    parent = forms.ModelChoiceField(
        Category.objects.order_by("path"),
        label=gettext_lazy("Di bawah"),
        required=False,
        empty_label=gettext_lazy("(paling atas)"),
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = Category
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and Product.objects.filter(categories=parent).exists():
            raise forms.ValidationError(
                _("Kategori itu berisi produk. Hanya kategori tanpa produk yang dapat dibagi lagi.")
            )
        return parent

    def clean(self):
        cleaned = super().clean()
        parent, slug = cleaned.get("parent"), cleaned.get("slug")
        if slug and self.instance.pk is None:
            self.instance.path_slug = f"{parent.path_slug}/{slug}" if parent else slug
            if Category.objects.filter(path_slug=self.instance.path_slug).exists():
                self.add_error("slug", _("Alamat ini sudah dipakai."))
        return cleaned


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    form = CategoryForm
    list_display = ["indented", "name_en", "path_slug", "is_public"]
    search_fields = ["name", "path_slug"]
    ordering = ["path"]
    fieldsets = [(None, {"fields": ["name", "name_en", "is_public"]})]
    add_fieldsets = [(None, {"fields": ["parent", "name", "name_en", "slug", "is_public"]})]

    @admin.display(description=gettext_lazy("Kategori"), ordering="path")
    def indented(self, category):
        return format_html("{}{}", "— " * (category.depth - 1), category.name)

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        parent = form.cleaned_data["parent"]
        return (
            Category.objects.add_child(parent, instance=obj)
            if parent
            else Category.objects.add_root(instance=obj)
        )
