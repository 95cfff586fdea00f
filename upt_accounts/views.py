"""The UPTs, shown to shoppers by where they are."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upt_accounts.models import Partner


@require_safe
def upt_list(request):
    """All UPTs whose shop is open, by province."""
    upts = (
        Partner.objects.selling()
        .select_related("regency__province")
        .annotate(product_count=Count("products", filter=Q(products__is_public=True)))
        .order_by("regency__province__name", "name")
    )
    return render(request, "upt_accounts/list.html", {"upts": upts})
