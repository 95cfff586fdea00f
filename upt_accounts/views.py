"""The UPTs, shown to shoppers by where they are."""

from django.shortcuts import render

from upt_accounts.onlookers import for_onlookers
from upt_accounts.upt_map import UptMap


@for_onlookers
def upt_list(request):
    """All UPTs whose shop is open, by province."""
    return render(request, "upt_accounts/list.html", {"upt_map": UptMap()})
