"""The choices of province, regency and district, each narrowed by the one before."""

from functools import cached_property

from upt_accounts.regions.models import District, Province, Regency


class Places:
    """What may be chosen after `province` and `regency`: one query a list, and none for unknown codes."""

    def __init__(self, *, province: str, regency: str):
        self._province = province
        self._regency = regency

    @cached_property
    def provinces(self) -> dict[str, str]:
        return dict(Province.objects.values_list("code", "name"))

    @cached_property
    def regencies(self) -> dict[str, str]:
        if self._province not in self.provinces:
            return {}
        return dict(Regency.objects.filter(province=self._province).values_list("code", "name"))

    @cached_property
    def districts(self) -> dict[str, str]:
        if self._regency not in self.regencies:
            return {}
        return dict(District.objects.filter(regency=self._regency).values_list("code", "name"))
