"""Filters that take what they offer and nothing else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy


class KnownFilter(admin.SimpleListFilter):
    """What an address claims beyond the choices finds nothing, instead of reaching the database."""

    def queryset(self, request, queryset):
        chosen = self.value()
        if not chosen:
            return queryset
        known = {str(value) for value, _words in self.lookup_choices}
        return self.narrow(queryset, chosen) if chosen in known else queryset.none()

    def narrow(self, queryset, chosen):
        raise NotImplementedError


class SelectFilter(KnownFilter):
    """For too many choices for a row of links: a list with a button of its own, which needs no script."""

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
