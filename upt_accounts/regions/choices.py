"""Provinces and regencies to choose from, in one list grouped by province."""

from itertools import groupby

from upt_accounts.regions.models import Province, Regency


def regencies():
    """Every regency under its province, as choices of a select."""
    rows = Regency.objects.select_related("province").order_by("province__name", "name")
    for province, members in groupby(rows, key=lambda regency: regency.province):
        yield province.name, [(regency.code, regency.name) for regency in members]


def provinces_and_regencies(whole):
    """The same, each province itself first; `whole` says so in words, like "%s, seluruh provinsi"."""
    grouped = dict(regencies())
    for province in Province.objects.all():
        yield (
            province.name,
            [(province.code, whole % province.name), *grouped.get(province.name, [])],
        )
