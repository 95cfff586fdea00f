"""A filter for lists with too many choices for a row of links."""

from django.contrib import admin
from django.utils.translation import gettext_lazy


class SelectFilter(admin.SimpleListFilter):
    """One list to choose from, with a button of its own: it works without scripts."""

    template = "admin/filter_select.html"

    def choices(self, changelist):
        chosen = self.value() or ""
        options = [
            ("", gettext_lazy("Semua")),
            *((str(value), words) for value, words in self.lookup_choices),
        ]
        yield {
            "name": self.parameter_name,
            "options": [(value, words, value == chosen) for value, words in options],
            "others": [
                (name, value)
                for name, values in changelist.filter_params.items()
                for value in values
                if name != self.parameter_name
            ],
        }
