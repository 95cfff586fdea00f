"""The UPTs, shown to shoppers by where they are."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from upt_accounts.upt_map import UptMap


@require_safe
def upt_list(request):
    """All UPTs whose shop is open, by province."""
    return render(request, "upt_accounts/list.html", {"upt_map": UptMap()})
