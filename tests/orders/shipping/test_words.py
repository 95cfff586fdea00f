"""How pages speak of sending."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import engines

from orders.shipping.templatetags.shipping import day_span, transit
from tests.factories.upts import ProvinceFactory


@pytest.mark.parametrize(
    "least, most, words", [(0, 0, "hari yang sama"), (1, 1, "1 hari"), (2, 4, "2–4 hari"), (0, 1, "0–1 hari")]
)
def test_days_on_the_way(least, most, words):
    assert transit(SimpleNamespace(min_days=least, max_days=most)) == words


@pytest.mark.parametrize(
    "first, last, words",
    [
        (date(2026, 11, 25), date(2026, 11, 25), "25 November"),
        (date(2026, 11, 25), date(2026, 11, 27), "25–27 November"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November–2 Desember"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember–2 Januari 2027"),
    ],
)
def test_a_span_of_days_says_no_month_twice_and_only_another_year(first, last, words, monkeypatch):
    monkeypatch.setattr("catalog.days.timezone.localdate", lambda: date(2026, 11, 24))

    assert day_span(first, last) == words


@pytest.mark.django_db
def test_the_question_for_the_place_takes_one_query(rf, django_assert_num_queries):
    ProvinceFactory(code="32", name="Jawa Barat")
    template = engines["django"].from_string("{% load shipping %}{% place_form %}")

    with django_assert_num_queries(1):
        page = template.render(request=rf.get("/produk/tas-1/?a=b"))

    assert '<option value="32">Jawa Barat</option>' in page
    assert '<input type="hidden" name="next" value="/produk/tas-1/?a=b">' in page
