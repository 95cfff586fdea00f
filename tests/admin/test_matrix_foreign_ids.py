"""A key of somebody else's row, posted or asked for anywhere in the admin: refused, and nothing shown or changed."""

import pytest
from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.urls import reverse

from tests.admin.matrix.visitor import Visitor
from tests.admin.sending import as_sent
from tests.admin.test_matrix import SUBJECTS, address_of, deeds_of, grant, places_of
from upt_accounts import access

OF_ONE_UPT = ("petugas", "kepala")
STRANGERS = ("kanwil", "foreign")
# A kepala has every list that a petugas has, and one more.
SCOPED = ("kepala", "kanwil")


def forms_of(world, visitor, role):
    """Every form this role may fill in, as (address, page): blank ones and those of their own rows."""
    for subject in SUBJECTS:
        addresses = [address_of(subject, "add")] if grant(subject, "add", role) == "yes" else []
        if "own" in places_of(subject, "change", role):
            addresses.append(address_of(subject, "change", world.rows[subject]["own"]))
        yield from ((address, visitor.ask("get", address, {200})) for address in addresses)


def choices_among_upts(world, form):
    """Fields that point at rows which belong to a UPT, with their labels."""
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            label = access.label_of(field.queryset.model)
            if "foreign" in world.rows.get(label, {}):
                yield name, label


@pytest.mark.parametrize("role", OF_ONE_UPT)
def test_no_field_takes_a_row_of_another_upt(world, role):
    visitor, tried = Visitor(world, role), set()
    for address, page in forms_of(world, visitor, role):
        for name, label in choices_among_upts(world, page.context["adminform"].form):
            for place in STRANGERS:
                sent = as_sent(page, **{name: world.rows[label][place].pk})
                answer = visitor.ask("post", address, {200}, sent)
                tried.add((address, name))
                if answer.status_code == 200 and name not in answer.context["adminform"].form.errors:
                    visitor.surprises.append(f"{address} takes {name} of {place}")
    assert not visitor.surprises, visitor.told()
    assert ("/admin/catalogue/product/add/", "upt") in tried
    assert ("/admin/catalogue/product/add/", "workshop") in tried


@pytest.mark.parametrize("role", OF_ONE_UPT)
@pytest.mark.parametrize("field", ["id", "product"])
def test_no_inline_takes_a_row_of_another_upt(world, role, field):
    visitor = Visitor(world, role)
    address = address_of("catalogue.product", "change", world.rows["catalogue.product"]["own"])
    page = visitor.ask("get", address, {200})
    rows = world.rows["catalogue.productimage" if field == "id" else "catalogue.product"]
    for place in STRANGERS:
        typed = {f"images-0-{field}": rows[place].pk, "images-0-alt_id": "Diubah", "images-0-DELETE": "on"}
        visitor.ask("post", address, {200}, as_sent(page, **typed))
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", SCOPED)
def test_searching_narrowing_and_sorting_show_nothing_of_others(world, role):
    visitor = Visitor(world, role)
    for subject in SUBJECTS:
        if grant(subject, "list", role) == "no":
            continue
        address = address_of(subject, "changelist")
        page = visitor.ask("get", address, {200})
        links = {choice["query_string"] for choice in _choices(page) if "query_string" in choice}
        for query in links | {"?q=an", "?o=1.2.3", "?_popup=1"}:
            visitor.ask("get", address + query, {200, 302})
    assert not visitor.surprises, visitor.told()


def _choices(page):
    for spec in page.context["cl"].filter_specs:
        yield from spec.choices(page.context["cl"])


@pytest.mark.parametrize("role", SCOPED)
@pytest.mark.parametrize(
    "query",
    [
        "upt={upt}",
        "upt__id__exact={upt}",
        "product__upt={upt}",
        "_to_field=upt",
        "upt=abc",
        "upt=" + "9" * 40,
    ],
)
def test_a_filter_written_by_hand_finds_nothing_of_others(world, role, query):
    visitor, foreign = Visitor(world, role), world.rows["partner.partner"]["foreign"]
    query = query.format(upt=foreign.pk)
    for subject in SUBJECTS:
        if grant(subject, "list", role) == "yes":
            visitor.ask("get", f"{address_of(subject, 'changelist')}?{query}", {200, 302, 400})
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", SCOPED)
def test_a_blank_form_cannot_be_filled_from_its_address(world, role):
    visitor, foreign = Visitor(world, role), world.rows["partner.partner"]["foreign"]
    workshop = world.rows["partner.workshop"]["foreign"]
    for subject in SUBJECTS:
        if grant(subject, "add", role) == "yes":
            query = f"upt={foreign.pk}&workshop={workshop.pk}&partner={foreign.pk}"
            visitor.ask("get", f"{address_of(subject, 'add')}?{query}", {200})
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", [*SCOPED, "kurator", "keuangan"])
def test_completing_what_is_typed_offers_only_what_may_be_listed(world, role):
    visitor = Visitor(world, role)
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                    "term": "a",
                }
                label = access.label_of(field.related_model)
                may = label in SUBJECTS and grant(label, "list", role) == "yes"
                visitor.ask(
                    "get", reverse("admin:autocomplete"), {200, 403, 404} if may else {403, 404}, asked
                )
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", ["kepala"])
@pytest.mark.parametrize("key", ["0", "-1", "abc", "9" * 40, "1_3B", "%00", "1/../2"])
def test_a_key_that_is_none_finds_nothing(world, role, key):
    visitor = Visitor(world, role)
    for subject in SUBJECTS:
        app, model = subject.split(".")
        for page in ("change", "history", "delete"):
            visitor.ask("get", f"/admin/{app}/{model}/{key}/{page}/", {404})
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", OF_ONE_UPT)
def test_slips_of_others_are_not_found_not_even_beside_one_s_own(world, role):
    visitor = Visitor(world, role)
    own, *strangers = (row.pk for row in world.rows["order.uptorder"].values())
    for chosen in ([strangers[0]], [strangers[1]], [own, strangers[1]]):
        visitor.ask("get", reverse("admin:order_uptorder_slips"), {404}, {"pk": chosen})
    visitor.ask("get", reverse("admin:order_uptorder_slips"), {200}, {"pk": [own]})
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", OF_ONE_UPT)
def test_choosing_all_rows_of_a_list_chooses_one_s_own(world, role):
    """Django's "select all rows" goes past the boxes on the page."""
    visitor = Visitor(world, role)
    foreign = world.rows["catalogue.product"]["foreign"]
    for action in deeds_of("catalogue.product", "action", role):
        sent = {"action": action, "select_across": "1", "_selected_action": [foreign.pk]}
        visitor.ask("post", address_of("catalogue.product", "changelist"), {404}, sent)
    assert not visitor.surprises, visitor.told()
