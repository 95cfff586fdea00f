from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractCategory


class Category(AbstractCategory):
    """A node of the category tree; products hang on leaves. `path_slug` is its place in addresses: "wastra/songket"."""

    name_en = models.CharField(_("Nama (Inggris)"), max_length=255, blank=True)
    path_slug = models.CharField(max_length=512, unique=True, editable=False)

    class Meta(AbstractCategory.Meta):
        verbose_name = _("Kategori")
        verbose_name_plural = pgettext_lazy("banyak", "Kategori")

    @property
    def title(self):
        """The name in the language of this visit."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def get_absolute_url(self, parent_slug=None):
        return reverse("catalogue:category", kwargs={"category_slug": self.path_slug})
