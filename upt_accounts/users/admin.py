"""The accounts of those who work or worked here. Shoppers are nobody's business; duties are given elsewhere."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upt_accounts import access, staff
from upt_accounts.admin.scoped import ReadOnlyTable, ScopedAdmin
from upt_accounts.models import Membership
from upt_accounts.users.invitations import invite
from upt_accounts.users.models import User


class DutyTable(ReadOnlyTable):
    model = Membership
    fields = ["role", "upt", "kanwil", "started_at", "ended_at"]
    readonly_fields = fields
    ordering = ["ended_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("upt", "kanwil")


@admin.register(User)
class UserAdmin(ScopedAdmin):
    change_form_template = "admin/users/user/change_form.html"
    list_display = ["email", "shown_name", "shown_duties", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["email", "first_name", "last_name"]
    search_help_text = gettext_lazy("Cari nama atau e-mail")
    ordering = ["email"]
    inlines = [DutyTable]
    fields = ["email", "first_name", "last_name", "is_active", "shown_duties", "last_login", "date_joined"]
    readonly_fields = ["email", "shown_duties", "last_login", "date_joined"]

    def get_queryset(self, request):
        duties = Membership.objects.filter(user=OuterRef("pk"))
        open_duties = Membership.objects.filter(ended_at=None).select_related("upt", "kanwil").order_by("pk")
        return (
            super()
            .get_queryset(request)
            .filter(Q(Exists(duties)) | Q(is_superuser=True))
            .prefetch_related(Prefetch("memberships", open_duties, to_attr="open_duties"))
        )

    def has_change_permission(self, request, obj=None):
        """Technicians are changed by technicians only."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def get_readonly_fields(self, request, obj=None):
        """Nobody locks themselves out."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "is_active"] if obj == request.user else fields

    @admin.display(description=gettext_lazy("Nama"), ordering="first_name")
    def shown_name(self, user):
        return user.get_full_name() or "–"

    @admin.display(description=gettext_lazy("Bertugas sebagai"))
    def shown_duties(self, user):
        duties = [str(duty) for duty in user.open_duties]
        return "; ".join([_("Teknisi"), *duties] if user.is_superuser else duties) or _("tidak bertugas lagi")

    # --- Inviting again ------------------------------------------------------------------------------------------
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_invite"] = obj and self._may_invite(request, obj)
        context["show_save_and_continue"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_invite(self, request, user):
        """Who never made a password, still works here, and can log in at all."""
        waits = user.is_active and user.is_staff and not user.has_usable_password()
        mine = access.of_request(request).may(access.ADD, Membership)
        return waits and mine and staff.is_in_the_hands_of(request.user, user)

    def get_custom_urls(self):
        return (("<path:object_id>/undang/", "users_user_invite", self.invite_view),)

    def invite_view(self, request, object_id, **kwargs):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user = self.row_or_404(request, object_id, access.CHANGE)
        if not self._may_invite(request, user):
            raise Http404
        invite(user)
        messages.success(request, _("Undangan dikirim lagi ke %(email)s.") % {"email": user.email})
        return redirect("admin:users_user_change", user.pk)
