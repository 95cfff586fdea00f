"""The workplace of petugas, heads, curators and administrators."""

from functools import wraps

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from sicantik import unsent
from upt_accounts import access

# Unfold's Alpine evaluates attributes and its colours come in a style element; the shop itself stays strict.
# A photograph is shown before it is sent.
ADMIN_CSP = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE], "img-src": ["blob:"]}
# `view_on_site` redirects to the public page of any row by content type and id, an order's secret link included.
LEFT_OUT = {"view_on_site"}


class ShopAdminSite(UnfoldAdminSite):
    """Django's admin in the shop's clothes. Who enters works somewhere; logging in is the shop's own page."""

    site_header = site_title = "SICANTIK"
    index_title = _("Hari ini")

    def has_permission(self, request):
        return bool(access.of_request(request).places)

    def get_urls(self):
        kept = [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]
        return [
            path("pekerjaan-latar/", self.admin_view(self.background_work), name="background_work"),
            path("produksi/", self.admin_view(self.oven), name="oven"),
            path("produksi/pekan/", self.admin_view(self.oven_week), name="oven_week"),
            path("jam-ambil/", self.admin_view(self.windows), name="windows"),
            path("lewat-janji/", self.admin_view(self.overdue), name="overdue"),
            path("belum-tersimpan/", self.admin_view(self.unsent), name="unsent"),
            *kept,
        ]

    def background_work(self, request):
        """What no model's page is: the work behind the pages. The room that does it is loaded after this one."""
        from orders.admin.background_work import page

        return page(request, self)

    def overdue(self, request):
        """Parcels past their promise, and how well promises are kept."""
        from orders.admin.overdue import page

        return page(request, self)

    def oven(self, request):
        """What is made today and tomorrow, over all products."""
        from catalog.admin.oven import page

        return page(request, self)

    def oven_week(self, request):
        from catalog.admin.oven_week import page

        return page(request, self)

    def windows(self, request):
        """When goods are fetched, over all outlets."""
        from catalog.admin.windows import page

        return page(request, self)

    def each_context(self, request):
        return {**super().each_context(request), "duty": access.duty_of(request.user)}

    def admin_view(self, view, cacheable=False):
        guarded = csp_update(ADMIN_CSP)(super().admin_view(view, cacheable))

        @wraps(guarded)
        def losing_nothing(request, *args, **kwargs):
            if request.method == "POST":
                unsent.forget_if_sent(request) if request.user.is_authenticated else unsent.keep(request)
            return guarded(request, *args, **kwargs)

        return losing_nothing

    def unsent(self, request):
        """What was typed before the login ended, to be sent once more or not."""
        if request.method == "POST":
            unsent.forget(request)
        waiting = unsent.kept(request)
        if not waiting:
            return redirect("admin:index")
        page = {**self.each_context(request), "title": _("Belum tersimpan"), "unsent": waiting}
        return render(request, "admin/unsent.html", page)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Lead to the shop's login, or say plainly that this account does not work here."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return render(request, "admin/no_duty.html", status=403)
        wanted = request.GET.get("next") or reverse("admin:index")
        if unsent.kept(request):
            wanted = reverse("admin:unsent")
        return redirect_to_login(wanted, reverse("account_login"))

    def logout(self, request, extra_context=None):
        return LogoutView.as_view(next_page="home")(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def search(self, request, extra_context=None):
        """Not offered: Unfold keeps its findings in the cache, past the end of a membership."""
        raise Http404
