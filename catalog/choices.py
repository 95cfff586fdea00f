"""What a buyer decides about a piece: asked beside the button, kept on the line, compared with what is asked now.

An answer is kept as {"name", "value", "surcharge"} in the words of the shop, with "name_en" and "value_en" where those
exist; a surcharge is whole rupiah for one piece.
"""

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Availability, Choice, ChoiceKind, ChoiceOption
from catalog.templatetags.money import rupiah
from upt_accounts.lines import LineField

# Of what was typed, so much is kept to be mended.
TYPED = 200


def choice_facts(product=""):
    """Annotation `asked`: the choices of a product as plain data; `product` is the way to it, like "product__"."""
    options = ChoiceOption.objects.filter(choice=OuterRef("pk")).order_by("position", "pk")
    words = {name: name for name in ("pk", "name", "name_en", "surcharge")}
    kept = words | {name: name for name in ("kind", "is_required", "max_length")}
    asked = Choice.objects.filter(product=OuterRef(f"{product}pk")).order_by("position", "pk")
    answers = ArraySubquery(options.values(option=JSONObject(**words)))
    return {"asked": ArraySubquery(asked.values(choice=JSONObject(**kept, options=answers)))}


def asked_for(product, supply) -> list[dict]:
    """What is asked about a piece from there: a made-to-order product's piece that lies finished is as it is."""
    is_finished = supply == Availability.READY and product.availability == Availability.MADE_TO_ORDER
    return [] if is_finished else product.asked


def field_name(choice):
    return f"pilihan-{choice['pk']}"


class ChoicesForm(forms.Form):
    """One field for each choice. `is_open` leaves it to the server what must be answered: the shelf asks nothing."""

    def __init__(self, asked, data=None, *, is_open=False):
        super().__init__(data, use_required_attribute=not is_open)
        self.asked = asked
        for choice in asked:
            self.fields[field_name(choice)] = _field(choice)

    def answers(self) -> list[dict]:
        given = ((choice, self.cleaned_data[field_name(choice)]) for choice in self.asked)
        return [_kept(choice, _option(choice, value) or value) for choice, value in given if value]

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, so that it can be shown again."""
        return {name: self.data.get(name, "")[:TYPED] for name in self.fields}


def _field(choice):
    label = _in_this_language(choice)
    if choice["kind"] == ChoiceKind.TEXT:
        return LineField(
            label=label if choice["is_required"] else _("%(choice)s (boleh kosong)") % {"choice": label},
            required=choice["is_required"],
            max_length=choice["max_length"],
            help_text=_text_hint(choice),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": _("Tulis %(choice)s.") % {"choice": label.lower()}},
        )
    offered = [(str(option["pk"]), option_words(option)) for option in choice["options"]]
    return forms.ChoiceField(
        label=label,
        required=choice["is_required"],
        choices=offered if choice["is_required"] else [("", _("Tidak memilih")), *offered],
        widget=forms.RadioSelect,
        initial=offered[0][0] if choice["is_required"] and len(offered) == 1 else "",
        error_messages={
            "required": _("Pilih %(choice)s.") % {"choice": label.lower()},
            "invalid_choice": _("Pilihan ini tidak tersedia lagi. Pilih yang lain."),
        },
    )


def _text_hint(choice):
    most = _("Paling banyak %(count)d huruf") % {"count": choice["max_length"]}
    if not choice["surcharge"]:
        return most
    return _("%(most)s; +%(price)s bila diisi") % {"most": most, "price": rupiah(choice["surcharge"])}


def option_words(option):
    """ "XXL" or "XXL, +Rp10.000"."""
    label = _in_this_language(option)
    return f"{label}, +{rupiah(option['surcharge'])}" if option["surcharge"] else label


def _in_this_language(named, word="name"):
    return named.get(f"{word}_en") if get_language() == "en" and named.get(f"{word}_en") else named[word]


def _option(choice, key):
    return next((option for option in choice["options"] if str(option["pk"]) == key), None)


def _kept(choice, answer):
    """`answer` is one of the options, or what was written."""
    if choice["kind"] == ChoiceKind.TEXT:
        return {"name": choice["name"], "value": answer, "surcharge": choice["surcharge"]} | _english(choice)
    kept = {"name": choice["name"], "value": answer["name"], "surcharge": answer["surcharge"]}
    return kept | _english(choice) | ({"value_en": answer["name_en"]} if answer["name_en"] else {})


def _english(choice):
    return {"name_en": choice["name_en"]} if choice["name_en"] else {}


# --- What was answered before, by what is asked now -----------------------------------------------------------------
def renewed(choices, asked) -> list[dict]:
    """The same answers as they would be kept today, at today's surcharge; those that are gone are left out."""
    values = {kept["name"]: kept["value"] for kept in choices}
    found = ((choice, _same(choice, values.get(choice["name"]))) for choice in asked)
    return [_kept(choice, answer) for choice, answer in found if answer]


def not_held(choices, asked) -> list[str]:
    """Names of choices that cannot be kept as they were answered, or that are asked by now and have no answer."""
    held = {kept["name"] for kept in renewed(choices, asked)}
    wanted = [kept["name"] for kept in choices]
    wanted += [choice["name"] for choice in asked if choice["is_required"] and choice["name"] not in wanted]
    return [name for name in wanted if name not in held]


def as_sent(choices, asked) -> dict[str, str]:
    """The answers as the form of the product's page would send them."""
    values = {kept["name"]: kept["value"] for kept in choices}
    found = ((choice, _same(choice, values.get(choice["name"]))) for choice in asked)
    return {
        field_name(choice): answer if choice["kind"] == ChoiceKind.TEXT else str(answer["pk"])
        for choice, answer in found
        if answer
    }


def _same(choice, value):
    """What stands for `value` today: the option of that name, or the text where it is not too long; else None."""
    if value is None:
        return None
    if choice["kind"] == ChoiceKind.TEXT:
        return value if len(value) <= choice["max_length"] else None
    return next((option for option in choice["options"] if option["name"] == value), None)


def surcharge_of(choices) -> int:
    """What a buyer's choices add to the price of a piece, in rupiah."""
    return sum(choice["surcharge"] for choice in choices)


# --- In words --------------------------------------------------------------------------------------------------------
def wishes_of(choices) -> list[dict]:
    """Kept answers in the language of this visit: name, value and surcharge of each."""
    return [
        {
            "name": _in_this_language(kept),
            "value": _in_this_language(kept, "value"),
            "surcharge": kept["surcharge"],
        }
        for kept in choices
    ]


def in_words(choices) -> str:
    """ "Ukuran: XXL; Nama di dada: Budi"; an empty string where nothing was chosen."""
    return "; ".join(f"{wish['name']}: {wish['value']}" for wish in wishes_of(choices))
