"""The first page of the admin: what waits for whom, and numbers that keep their word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.curation.models import Nomination, Round
from orders import workflow
from orders.models import OrderMail
from orders.payments.applying import apply
from tests.admin.pages import rows, words
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory
from tests.factories.upts import (
    KanwilFactory,
    UptFactory,
    kanwil_officer_of,
    kepala_of,
    national,
    petugas_of,
)
from tests.orders.payments.answers import an_attempt, body_of
from tests.orders.rounds_on_time import all_on_time
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(db):
    """Two UPTs in two Kanwils with something of everything, so that what must not be counted could be."""
    all_on_time()
    upts = [UptFactory(kanwil=KanwilFactory(name=f"Kanwil {name}")) for name in ("A", "B")]
    curation_round = Round.objects.create(
        name="Kurasi 2027", year=2027, opens_on=timezone.localdate(), closes_on=timezone.localdate()
    )
    for upt in upts:
        ProductFactory(upt=upt, draft=True)
        ProductFactory(upt=upt, stock=1)
        Nomination.objects.create(round=curation_round, product=ProductFactory(upt=upt, stock=50))
        _paid(upt, days=-3)
        _paid(upt, days=2)
    _with_trouble()
    return upts


def _paid(upt, days):
    part = UptOrderFactory(upt=upt, ships_on=timezone.localdate() + timedelta(days=days))
    add_line(part, ProductFactory(upt=upt, stock=50))
    workflow.mark_paid(part.order)


def _with_trouble():
    paid, challenged, _waiting = an_attempt(), an_attempt(), an_attempt()
    apply(paid, body_of(paid, "settlement"), source="message")
    apply(paid, body_of(paid, "chargeback"), source="message")
    apply(challenged, body_of(challenged, "capture", fraud_status="challenge"), source="message")
    OrderMail.objects.filter(order=paid.order).update(error="550 unknown")


def people(upts):
    kanwil = upts[0].kanwil
    yield "petugas", petugas_of(upts[0])
    yield "kepala", kepala_of(upts[0])
    yield "kanwil", kanwil_officer_of(kanwil)
    for role in (Role.KURATOR, Role.PENGELOLA, Role.KEUANGAN, Role.AUDITOR):
        yield role.value, national(role)


def counts(page):
    found = re.findall(r'<a href="([^"]+)"[^>]*><strong>(\d+)</strong> ([^<]+)</a>', page.content.decode())
    return {text.strip(): (int(number), link.replace("&amp;", "&")) for link, number, text in found}


def test_every_number_is_the_length_of_the_list_behind_it(client, country):
    for role, person in people(country):
        client.force_login(person)
        shown = counts(client.get("/admin/"))
        lists = {text: len(rows(client.get(link))) for text, (_number, link) in shown.items()}

        assert {text: number for text, (number, _link) in shown.items()} == lists, role
        assert shown, role


def test_each_role_is_shown_what_it_came_for(client, country):
    shown = {}
    for role, person in people(country):
        client.force_login(person)
        shown[role] = re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', client.get("/admin/").content.decode())

    late, money = "Paket terlambat", "Uang yang harus dikembalikan"
    nominations = "Usulan menunggu penilaian"
    assert shown == {
        "petugas": ["Kemas dan kirim", "Stok menipis", "Draf yang perlu dilengkapi"],
        "kepala": ["Kemas dan kirim", "Stok menipis", "Draf yang perlu dilengkapi"],
        "kanwil": [late, nominations],
        "kurator": [nominations],
        "pengelola": [money, late, nominations, "UPT belum punya petugas"],
        "keuangan": [money, late, "Uang masuk terakhir"],
        "auditor": [money, late, nominations],
    }


def test_a_kanwil_reads_of_its_own_upts_only(client, country):
    client.force_login(kanwil_officer_of(country[0].kanwil))

    page = words(client.get("/admin/"))

    assert (country[0].name in page, country[1].name in page) == (True, False)


def test_a_upt_without_anybody_at_work_is_named_until_somebody_is(client, country):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    before = rows(client.get("/admin/partner/partner/?petugas=belum"))

    petugas_of(country[0])

    after = rows(client.get("/admin/partner/partner/?petugas=belum"))
    assert set(before) - set(after) == {country[0].pk}


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize("role", [Role.PENGELOLA, Role.KEUANGAN, Role.KURATOR, Role.AUDITOR])
def test_the_first_page_asks_as_much_for_little_as_for_much(
    client, role, number, django_assert_max_num_queries
):
    client.force_login(national(role))
    for _each in range(number):
        _paid(UptFactory(), days=-3)
        _with_trouble()

    with django_assert_max_num_queries(20):
        client.get("/admin/")
