"""The workplace of petugas, heads, curators and administrators."""

from unfold.sites import UnfoldAdminSite


class ShopAdminSite(UnfoldAdminSite):
    """Django's admin in the shop's clothes."""
