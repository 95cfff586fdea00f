"""How pages speak of sending."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import engines

from orders.shipping.templatetags.shipping import day_span, transit
from tests.factories.products import ProductFactory
from tests.factories.upts import ProvinceFactory


@pytest.mark.parametrize(
    "least, most, words", [(0, 0, "hari yang sama"), (1, 1, "1 hari"), (2, 4, "2–4 hari"), (0, 1, "0–1 hari")]
)
def test_days_on_the_way(least, most, words):
    assert transit(SimpleNamespace(min_days=least, max_days=most)) == words


@pytest.mark.parametrize(
    "first, last, words",
    [
        (date(2026, 11, 25), date(2026, 11, 25), "25 November 2026"),
        (date(2026, 11, 25), date(2026, 11, 27), "25–27 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November – 2 Desember 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026 – 2 Januari 2027"),
    ],
)
def test_a_span_of_days_says_no_month_twice(first, last, words):
    assert day_span(first, last) == words


@pytest.mark.django_db
def test_the_form_of_the_product_page_takes_one_query(django_assert_num_queries):
    ProvinceFactory(code="32", name="Jawa Barat")
    product = ProductFactory()
    template = engines["django"].from_string("{% load shipping %}{% shipping_estimate_form product %}")

    with django_assert_num_queries(1):
        html = template.render({"product": product})

    assert f'action="/ongkir/{product.pk}/"' in html
    assert '<option value="32">Jawa Barat</option>' in html
