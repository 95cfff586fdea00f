"""What staff type to change the looms' plan. Whether it can be so, the plan itself says."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy
from unfold.widgets import INPUT_CLASSES

from catalog.capacity.models import Loom
from upt_accounts.admin.inputs import DayInput


class ReasonField(forms.CharField):
    def __init__(self, told, **options):
        widget = forms.TextInput({"class": " ".join(INPUT_CLASSES), "autocomplete": "off"})
        super().__init__(
            label=gettext_lazy("Alasan"), max_length=120, widget=widget, help_text=told, **options
        )


TOLD = gettext_lazy("Pembeli membaca alasan ini, jadi tulis dengan jelas dan sopan.")


class DelayForm(forms.Form):
    last_day = forms.DateField(label=gettext_lazy("Selesai pada"), widget=DayInput())
    reason = ReasonField(TOLD)


class MoveForm(forms.Form):
    """`seen` is where the job stood when this form was shown: whoever moved it meanwhile is not overruled."""

    loom = forms.ModelChoiceField(Loom.objects.none(), label=gettext_lazy("Alat"), empty_label=None)
    first_day = forms.DateField(label=gettext_lazy("Mulai pada"), widget=DayInput())
    reason = ReasonField(TOLD)
    may_delay_others = forms.BooleanField(
        label=gettext_lazy("Boleh membuat pekerjaan lain lewat dari janjinya"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args, job, **options):
        seen = f"{job.loom_id} {job.first_day.isoformat()}"
        options.setdefault("initial", {"loom": job.loom_id, "first_day": job.first_day, "seen": seen})
        super().__init__(*args, **options)
        self.fields["loom"].queryset = Loom.objects.filter(workshop=job.loom.workshop_id, is_active=True)

    def clean_seen(self):
        try:
            loom, day = self.cleaned_data["seen"].split()
            return int(loom), date.fromisoformat(day)
        except ValueError as error:
            raise forms.ValidationError(gettext_lazy("Muat ulang halaman ini dan coba lagi.")) from error


class OutageForm(forms.Form):
    first_day = forms.DateField(label=gettext_lazy("Berhenti mulai"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Berhenti sampai"), widget=DayInput())
    reason = ReasonField(gettext_lazy("Misalnya “Sisir patah”. Pembeli yang pesanannya mundur membacanya."))
