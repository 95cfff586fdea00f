"""Choices for dependent address fields, as JSON for any cache: [{"code": "16.71", "name": "Kota …"}]."""

import re

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from upt_accounts.regions.models import District, Regency

PROVINCE_CODE = re.compile(r"\d{2}", re.ASCII)
REGENCY_CODE = re.compile(r"\d{2}\.\d{2}", re.ASCII)
A_DAY = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=A_DAY)
def regencies(request):
    """Kabupaten and kota of the province in `provinsi`; none for a code that nobody has."""
    code = request.GET.get("provinsi", "")
    return _choices(Regency.objects.filter(province=code)) if PROVINCE_CODE.fullmatch(code) else _refusal()


@require_safe
@cache_control(public=True, max_age=A_DAY)
def districts(request):
    """Kecamatan of the kabupaten or kota in `kabupaten`; none for a code that nobody has."""
    code = request.GET.get("kabupaten", "")
    return _choices(District.objects.filter(regency=code)) if REGENCY_CODE.fullmatch(code) else _refusal()


def _choices(places):
    # A list on top is safe: only browsers older than JSON itself let a page read it across origins.
    return JsonResponse(
        list(places.values("code", "name")), safe=False, json_dumps_params={"ensure_ascii": False}
    )


def _refusal():
    return JsonResponse({"error": _("Kode wilayah tidak dikenali.")}, status=400)
