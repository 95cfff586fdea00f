"""Who works where, as what: given to an e-mail address, ended, never deleted."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from upt_accounts import staff
from upt_accounts.admin.history import history_in_words
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.models import Membership, Role
from upt_accounts.models.membership import UPT_ROLES
from upt_accounts.staff import AppointmentRefused
from upt_accounts.states.machine import history
from upt_accounts.users.models import User

STATES = {staff.OPEN: gettext_lazy("Bertugas"), staff.ENDED: gettext_lazy("Berakhir")}


class AppointmentForm(forms.ModelForm):
    """The duty of one person. A POST locks their account, so that what is checked here still holds when it is saved."""

    actor = None
    email = forms.EmailField(
        label=gettext_lazy("Alamat e-mail"),
        max_length=254,
        widget=UnfoldAdminEmailInputWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Siapa yang baru mulai bertugas menerima undangan untuk membuat kata sandi, juga bila alamat ini "
            "sudah dipakai berbelanja."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        max_length=150,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Untuk akun baru; nama pada akun yang sudah ada tidak berubah."),
    )

    class Meta:
        model = Membership
        fields = ["role", "upt", "kanwil"]
        help_texts = {
            "upt": gettext_lazy("Untuk petugas dan kepala UPT."),
            "kanwil": gettext_lazy("Untuk petugas Kanwil. Peran lain berlaku di seluruh Indonesia."),
        }

    def clean(self):
        cleaned = super().clean()
        self._clean_place(cleaned.get("role"), cleaned)
        user = User.objects.select_for_update().filter(email__iexact=cleaned.get("email", "")).first()
        if user:
            self._clean_person(user, cleaned)
        return cleaned

    def _clean_place(self, role, cleaned):
        wanted = {"upt": role in UPT_ROLES, "kanwil": role == Role.KANWIL}
        words = {"upt": _("Pilih UPT tempatnya bertugas."), "kanwil": _("Pilih Kanwil tempatnya bertugas.")}
        for name, is_wanted in wanted.items():
            if not role or name in self.errors:
                continue
            if is_wanted and not cleaned.get(name):
                self.add_error(name, words[name])
            if cleaned.get(name) and not is_wanted:
                self.add_error(name, _("Kosongkan: bukan untuk peran ini."))

    def _clean_person(self, user, cleaned):
        try:
            staff.refuse_appointing(user, self.actor)
        except AppointmentRefused as refusal:
            self.add_error("email", str(refusal))
        duty = {name: cleaned.get(name) for name in ("role", "upt", "kanwil")}
        if user.memberships.filter(ended_at=None, **duty).exists():
            self.add_error("email", _("Orang ini sudah bertugas di sana dengan peran itu."))


class DismissalForm(forms.ModelForm):
    actor = None
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy("Misalnya “Pindah tugas”. Boleh dikosongkan."),
    )

    class Meta:
        model = Membership
        fields = []

    def clean(self):
        User.objects.select_for_update().get(pk=self.instance.user_id)
        try:
            staff.refuse_dismissing(
                Membership.objects.select_related("user").get(pk=self.instance.pk), self.actor
            )
        except AppointmentRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return super().clean()


class DutyFilter(admin.SimpleListFilter):
    title = gettext_lazy("Keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [("bertugas", _("Bertugas")), ("berakhir", _("Berakhir"))]

    def queryset(self, request, queryset):
        if self.value() in ("bertugas", "berakhir"):
            return queryset.filter(ended_at__isnull=self.value() == "bertugas")
        return queryset


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    change_form_template = "admin/partner/membership/change_form.html"
    list_display = ["shown_person", "shown_role", "shown_place", "shown_state", "started_at"]
    list_filter = [DutyFilter, "role", UptFilter]
    list_select_related = ["user", "upt", "kanwil"]
    search_fields = ["user__email", "user__first_name", "user__last_name", "upt__name", "kanwil__name"]
    search_help_text = gettext_lazy("Cari nama, e-mail, UPT, atau Kanwil")
    ordering = ["-started_at", "-pk"]
    facts = ["shown_person", "shown_email", "role", "shown_place", "started_at", "ended_at", "shown_history"]

    def has_change_permission(self, request, obj=None):
        """What ended, or is not in these hands, only shows; who posts to it from an old page is told so."""
        may = super().has_change_permission(request, obj)
        if obj is None or request.method == "POST":
            return may
        return may and obj.ended_at is None and staff.is_in_the_hands_of(request.user, obj.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(
            request, obj, change, **kwargs, form=DismissalForm if obj else AppointmentForm
        )
        form.actor = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["email", "name", "role", "upt", "kanwil"]})]
        ending = [(_("Akhiri"), {"fields": ["reason"]})] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": self.facts}), *ending]

    def get_readonly_fields(self, request, obj=None):
        return self.facts if obj else []

    # --- Columns -------------------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Orang"), ordering="user__first_name")
    def shown_person(self, membership):
        return membership.user.get_full_name() or membership.user.email

    @admin.display(description=gettext_lazy("Alamat e-mail"), ordering="user__email")
    def shown_email(self, membership):
        return membership.user.email

    @admin.display(description=gettext_lazy("Peran"), ordering="role")
    def shown_role(self, membership):
        return membership.get_role_display()

    @admin.display(description=gettext_lazy("Di"), ordering="upt__name")
    def shown_place(self, membership):
        return membership.upt or membership.kanwil or _("seluruh Indonesia")

    @display(
        description=gettext_lazy("Keadaan"),
        ordering="ended_at",
        label={staff.OPEN: "success", staff.ENDED: None},
    )
    def shown_state(self, membership):
        state = staff.ENDED if membership.ended_at else staff.OPEN
        return state, STATES[state]

    @admin.display(description=gettext_lazy("Riwayat"))
    def shown_history(self, membership):
        return history_in_words(history(membership), STATES)

    # --- Giving and ending ---------------------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        if change:
            return staff.dismiss(obj, actor=request.user, reason=form.cleaned_data["reason"])
        typed = form.cleaned_data
        given = staff.appoint(
            typed["email"],
            role=typed["role"],
            upt=typed["upt"],
            kanwil=typed["kanwil"],
            name=typed["name"],
            actor=request.user,
        )
        obj.pk, obj.user = given.pk, given.user
        if not given.user.has_usable_password():
            messages.info(request, _("Undangan dikirim ke %(email)s.") % {"email": given.user.email})
        return given

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)
