"""Nominations and rounds, to read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog.curation.models import Nomination, Outcome, Round
from tests.admin.pages import rows, words
from tests.factories.products import ProductFactory
from tests.factories.upts import UptFactory, kepala_of, national
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db
NOMINATIONS, ROUNDS = "/admin/curation/nomination/", "/admin/curation/round/"


@pytest.fixture
def curation_round(db):
    today = timezone.localdate()
    return Round.objects.create(
        name="Kurasi 2026", year=2026, opens_on=today, closes_on=today + timedelta(days=30)
    )


def nominate(curation_round, upt=None, **fields):
    product = ProductFactory(upt=upt or UptFactory())
    return Nomination.objects.create(round=curation_round, product=product, **fields)


def test_a_kurator_reads_what_came_of_every_nomination(client, curation_round):
    featured = nominate(
        curation_round,
        outcome=Outcome.FEATURED,
        valid_from=date(2026, 1, 5),
        valid_until=date(2027, 1, 4),
    )
    client.force_login(national(Role.KURATOR))

    page = words(client.get(NOMINATIONS))

    upt = featured.product.upt
    assert f"{featured.product.title} Ditetapkan Kurasi 2026 {upt.name} 5 Jan 2026 – 4 Jan 2027" in page
    assert "Kurasi 2026 2026" in words(client.get(ROUNDS))


def test_a_kepala_reads_the_nominations_of_their_upt_only(client, curation_round):
    upt = UptFactory()
    mine, foreign = nominate(curation_round, upt), nominate(curation_round)
    client.force_login(kepala_of(upt))

    assert rows(client.get(NOMINATIONS)) == [mine.pk]
    assert client.get(f"{NOMINATIONS}{foreign.pk}/change/").status_code == 404


@pytest.mark.parametrize("role", [Role.KURATOR, Role.PENGELOLA])
def test_no_outcome_is_written_in_these_lists(client, curation_round, role):
    nomination = nominate(curation_round)
    client.force_login(national(role))

    answers = {
        client.post(f"{NOMINATIONS}{nomination.pk}/change/", {"outcome": Outcome.FEATURED}).status_code,
        client.post(f"{NOMINATIONS}add/", {}).status_code,
        client.post(f"{ROUNDS}{curation_round.pk}/change/", {"name": "Lain"}).status_code,
    }

    nomination.refresh_from_db()
    assert (answers, nomination.outcome) == ({403}, Outcome.NOMINATED)


@pytest.mark.parametrize("number", [2, 12])
@pytest.mark.parametrize("address", [NOMINATIONS, ROUNDS])
def test_lists_of_curation_ask_as_much_for_few_as_for_many(
    client, curation_round, address, number, django_assert_max_num_queries
):
    for _each in range(number):
        nominate(curation_round)
    client.force_login(national(Role.KURATOR))

    with django_assert_max_num_queries(10):
        client.get(address)
