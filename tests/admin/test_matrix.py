"""Every role, every page and every action of the admin, on rows of one's own UPT, of one's Kanwil and of another.

What there is, is read from the URL configuration and from the registry of the admin; who may what, from
tests/admin/matrix/admin.txt. A new page, action, inline or filter fails here until it has its row there.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.admin.matrix.addresses import all_names
from tests.admin.matrix.table import admin_table
from tests.admin.matrix.visitor import LET_IN, Visitor
from tests.admin.matrix.world import NOT_ON_DUTY, ON_DUTY, READS
from upt_accounts import access

TABLE = admin_table()
SITE_PAGES = [row for row in TABLE if row.subject == "admin"]
GRANTS = {(row.subject, row.deed): row.cells for row in TABLE if row.subject != "admin"}
PAGES = {"changelist": "list", "add": "add", "change": "see", "delete": "delete", "history": "history"}
REACH = {
    "-": set(),
    "own": {"own"},
    "kanwil": {"own", "kanwil"},
    "all": {"own", "kanwil", "foreign", "nation"},
}
SUBJECTS = sorted(access.label_of(model) for model in admin.site._registry)


def grant(subject, deed, role):
    return GRANTS[subject, deed][role]


def places_of(subject, deed, role):
    return REACH[grant(subject, deed, role)]


def address_of(subject, page, row=None):
    app, model = subject.split(".")
    return reverse(f"admin:{app}_{model}_{page}", args=[row.pk] if row else [])


# --- What there is ------------------------------------------------------------------------------------------------
def pages_in_the_address_book():
    """("partner.kanwil", "list") or ("order.uptorder", "post ship") for every address of the admin that has a name."""
    for name, route in all_names():
        if not name.startswith("admin:"):
            continue
        app, _, rest = name.removeprefix("admin:").partition("_")
        model, _, page = rest.partition("_")
        subject = f"{app}.{model}"
        if subject not in SUBJECTS:
            yield "admin", name.removeprefix("admin:")
        elif page in PAGES:
            yield subject, PAGES[page]
        else:
            yield subject, f"{'post' if '<' in route else 'get'} {page}"


def deeds_in_the_registry():
    for model, page in admin.site._registry.items():
        subject = access.label_of(model)
        yield subject, "change"
        for action in [*page.actions, *(name for name, _function in admin.site.actions)]:
            if action != "delete_selected":
                yield subject, f"action {action}"
        for inline in page.inlines:
            yield subject, f"inline {inline.__name__}"
        for entry in page.list_filter:
            field = entry[0] if isinstance(entry, tuple) else entry
            yield subject, f"filter {getattr(field, 'parameter_name', field)}"
        for kind in ("actions_list", "actions_row", "actions_detail", "actions_submit_line"):
            yield from ((subject, f"{kind} {action}") for action in getattr(page, kind, ()))


def test_every_page_action_inline_and_filter_has_its_row():
    there = {*pages_in_the_address_book(), *deeds_in_the_registry()}
    apps = {"app_list " + subject.split(".")[0] for subject in SUBJECTS}
    there = {entry for entry in there if entry[1] != "app_list"}
    there |= {("admin", name) for name in apps}

    assert {(row.subject, row.deed) for row in TABLE} == there


def test_addresses_without_a_name_are_those_that_lead_on():
    unnamed = {name for name, route in all_names() if name == route and route.startswith("admin/")}

    assert unnamed == {
        "admin/(?P<url>.*)$",
        *(f"admin/{subject.replace('.', '/')}/<path:object_id>/" for subject in SUBJECTS),
    }


def test_the_world_has_a_row_of_every_model_of_the_admin(world):
    assert set(SUBJECTS) <= set(world.rows)


def test_django_s_shortcut_to_public_pages_is_left_out(world):
    assert "admin:view_on_site" not in dict(all_names())
    visitor = Visitor(world, "pengelola")
    visitor.ask("get", "/admin/r/1/1/", {404})
    assert not visitor.surprises, visitor.told()


# --- Who is not on duty -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", NOT_ON_DUTY)
def test_who_is_not_on_duty_is_led_to_the_login_from_everywhere(world, role):
    visitor = Visitor(world, role)
    for method in ("get", "post"):
        for address in addresses_of_the_admin(world):
            answer = visitor.ask(method, address, {302})
            if not answer.headers.get("Location", "").startswith("/admin/login/?next=/admin/"):
                visitor.surprises.append(f"{method} {address} leads to {answer.headers.get('Location')}")
    assert not visitor.surprises, visitor.told()


def addresses_of_the_admin(world):
    """Each address once, with a row of one's own where it takes one; the login and logout speak for themselves."""
    for subject, page in pages_in_the_address_book():
        if subject != "admin":
            app, model = subject.split(".")
            name = next((name for name, deed in PAGES.items() if deed == page), page.split()[-1])
            row = next(iter(world.rows[subject].values())) if name != "changelist" and name != "add" else None
            yield address_of(subject, name, None if page.startswith("get ") else row)
            yield f"/admin/{app}/{model}/1/"
        elif page == "app_list":
            yield from (f"/admin/{subject.split('.')[0]}/" for subject in SUBJECTS)
        elif page not in ("login", "logout"):
            yield reverse(f"admin:{page}")
    yield "/admin/tidak/ada/"


# --- Who is -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ON_DUTY)
def test_the_pages_of_the_site_answer_as_the_table_says(world, role):
    visitor = Visitor(world, role)
    for row in SITE_PAGES:
        page, *app = row.deed.split()
        visitor.ask("get", f"/admin/{app[0]}/" if app else reverse(f"admin:{page}"), {int(row.cells[role])})
    assert not visitor.surprises, visitor.told()


@pytest.mark.parametrize("role", ON_DUTY)
def test_lists_and_blank_forms_answer_as_the_table_says(world, role):
    visitor = Visitor(world, role)
    for subject in SUBJECTS:
        blank = {200} if grant(subject, "add", role) == "yes" else {403}
        visitor.ask("get", address_of(subject, "add"), blank)
        visitor.ask("post", address_of(subject, "add"), blank)
        granted = grant(subject, "list", role) == "yes"
        page = visitor.ask("get", address_of(subject, "changelist"), {200} if granted else {403})
        if granted:
            visitor.surprises += _wrong_rows(world, subject, role, page.context["cl"])
            visitor.surprises += _wrong_choices(subject, role, page.context)
    assert not visitor.surprises, visitor.told()


def _wrong_rows(world, subject, role, changelist):
    listed = {row.pk for row in changelist.result_list}
    for place, row in world.rows[subject].items():
        if (row.pk in listed) != (place in places_of(subject, "see", role)):
            yield f"{subject} of {place} is {'' if row.pk in listed else 'not '}listed"


def _wrong_choices(subject, role, context):
    filters = {
        getattr(spec, "parameter_name", None) or spec.field_path for spec in context["cl"].filter_specs
    }
    form = context["action_form"]
    actions = {name for name, _words in form.fields["action"].choices if name} if form else set()
    for kind, offered in (("filter", filters), ("action", actions)):
        granted = deeds_of(subject, kind, role).keys()
        if offered != granted:
            yield f"{subject} offers {kind} {offered}, not {set(granted)}"


def deeds_of(subject, kind, role):
    """What is granted of one kind: filters, actions or inlines, with the word in the cell."""
    return {
        deed.partition(" ")[2]: cells[role]
        for (of, deed), cells in GRANTS.items()
        if of == subject and deed.startswith(f"{kind} ") and cells[role] != "-"
    }


@pytest.mark.parametrize("role", ON_DUTY)
def test_the_page_of_a_row_answers_as_the_table_says(world, role):
    visitor = Visitor(world, role)
    for subject, place, row in rows_to_try(world, role):
        seen = place in places_of(subject, "see", role)
        page = visitor.ask("get", address_of(subject, "change", row), {200} if seen else {404})
        if seen:
            visitor.surprises += _wrong_inlines(subject, role, page.context)
        for page, method in (("change", "post"), ("history", "get"), ("delete", "get"), ("delete", "post")):
            granted = place in places_of(subject, page, role)
            refused = {403, 405} if seen else {404}
            expected = LET_IN if granted else refused
            visitor.ask(method, address_of(subject, page, row), expected, {"post": "yes"}, may_write=granted)
    assert not visitor.surprises, visitor.told()


def _wrong_inlines(subject, role, context):
    shown = {
        type(inline.opts).__name__: "edit" if inline.has_change_permission else "see"
        for inline in context.get("inline_admin_formsets", ())
    }
    granted = deeds_of(subject, "inline", role)
    if shown != granted:
        yield f"{subject} has inlines {shown}, not {granted}"


def rows_to_try(world, role):
    """Every row; for who sees the whole country one UPT is as good as another."""
    for subject in SUBJECTS:
        for place, row in world.rows[subject].items():
            if role in READS or place in ("foreign", "nation"):
                yield subject, place, row


@pytest.mark.parametrize("role", ON_DUTY)
def test_pages_of_our_own_answer_as_the_table_says(world, role):
    visitor = Visitor(world, role)
    for subject, deed in GRANTS:
        kind, _, page = deed.partition(" ")
        if kind == "get":
            expected = {200} if grant(subject, deed, role) == "yes" else {403, 404}
            visitor.ask("get", address_of(subject, page), expected)
        for place, row in world.rows[subject].items() if kind == "post" else ():
            granted = place in places_of(subject, deed, role)
            seen = place in places_of(subject, "see", role)
            expected = LET_IN if granted else {403, 404} if seen else {404}
            visitor.ask(
                "post", address_of(subject, page, row), expected, typed(world, place), may_write=granted
            )
            visitor.ask("get", address_of(subject, page, row), {404, 405})
    assert not visitor.surprises, visitor.told()


def typed(world, place):
    """What a petugas would have to type for any of the steps."""
    parcel = world.rows["order.parcel"].get(place, world.rows["order.parcel"]["own"])
    return {"courier": world.courier.pk, "tracking_number": "JNE0012345678", "parcel": parcel.pk}


@pytest.mark.parametrize("role", ON_DUTY)
def test_actions_take_only_rows_that_the_table_grants(world, role):
    visitor = Visitor(world, role)
    for subject, deed in GRANTS:
        kind, _, action = deed.partition(" ")
        if kind != "action" or grant(subject, "list", role) == "no":
            continue
        is_offered = grant(subject, deed, role) != "-"
        for places in (("own",), ("kanwil",), ("foreign",), ("own", "foreign")):
            chosen = [world.rows[subject][place].pk for place in places]
            seen = places_of(subject, "see", role).issuperset(places)
            granted = places_of(subject, deed, role).issuperset(places)
            visitor.ask(
                "post",
                address_of(subject, "changelist"),
                LET_IN if seen or not is_offered else {404},
                {"action": action, "_selected_action": chosen},
                may_write=granted,
            )
    assert not visitor.surprises, visitor.told()
