"""The shop speaks Indonesian throughout, or English throughout, and the clock of the place it speaks of."""

import re
from datetime import UTC, date, datetime
from itertools import islice

import pytest
from django.contrib import admin
from django.utils import translation
from django.utils.functional import Promise

from catalog.models import Product
from catalog.promises import promise_of
from orders.models import Order
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import (
    DistrictFactory,
    MembershipFactory,
    UptFactory,
    UserFactory,
    national,
    petugas_of,
)
from tests.orders.checkout.walking import ADDRESS, BASKET, REVIEW, SHIPPING, go_to_review
from tests.orders.states import STATES, order_in
from tests.sicantik.crawling import answers, crawl
from tests.sicantik.untranslated import noted
from upt_accounts.models import Partner, Role

# Function words that stand in nearly every sentence of the one language, and in none of the other.
FOREIGN = {
    "id": re.compile(
        r"\b(the|of|and|is|are|to|this|that|please|select|add|change|delete|for|with|from|your|you|not|no|yes"
        r"|view|save|enter|field|required)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(yang|dan|untuk|dengan|dari|ini|itu|tidak|belum|sudah|atau|pada|akan|dapat|bisa|oleh|kami|ada|anda"
        r"|tambah|hapus|ubah|isi|pilih|tulis|cari|semua|lihat|simpan|hari|sisa|pesanan|barang|siap)\b",
        re.IGNORECASE,
    ),
}
# What stays as it is: the shop's name in full, the words on Mandiri's own screens, and what tests call things.
NAMES = re.compile(
    r"Cipta Karya Warga Binaan Terampil, Inovatif, dan Kreatif|Livin' by Mandiri|Tas anyaman \d+|Ambil di tempat"
)


def guest(client):
    orders = [order_in(state) for state in STATES]
    product = ProductFactory()
    TariffFactory(origin=product.upt.regency.province)
    go_to_review(client, DistrictFactory(), [product])
    pages = ["/", product.get_absolute_url(), ADDRESS, SHIPPING, REVIEW, BASKET]
    return pages + [order.get_absolute_url() for order in orders], "/"


def shopper(client):
    client.force_login(UserFactory())
    return ["/akun/"], "/akun/"


def petugas(client):
    parts = [order_in(state).upt_orders.first() for state in ("paid", "all_sent")]
    user = petugas_of(parts[0].upt)
    MembershipFactory(user=user, upt=parts[1].upt)
    client.force_login(user)
    return ["/admin/", *(f"/admin/order/uptorder/{part.pk}/change/" for part in parts)], "/admin/"


def pengelola(client):
    order_in("paid_twice")
    order_in("completed")
    client.force_login(national(Role.PENGELOLA))
    return ["/admin/"], "/admin/"


VISITORS = [guest, shopper, petugas, pengelola]


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_and_no_refusal_says_anything_in_english(visitor, client, db, monkeypatch):
    starts, below = visitor(client)
    said = {}

    with noted(monkeypatch) as untranslated:
        for visited in crawl(client, *starts, below=below):
            said |= foreign_words(visited, "id")
            for answer in answers(client, visited):
                said |= foreign_words(answer, "id")

    assert (said, untranslated) == ({}, set())


@pytest.mark.parametrize("visitor", VISITORS)
def test_english_pages_are_english_throughout(visitor, client, db, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    starts, below = visitor(client)
    said = {}

    for visited in crawl(client, *starts, below=below):
        said |= foreign_words(visited, "en")

    assert said == {}


@pytest.mark.parametrize(("title", "shown"), [("Tas anyaman", "Woven bag"), ("Tas baru", "Tas anyaman")])
def test_an_english_order_names_what_was_sold_in_english_unless_it_is_called_otherwise_now(
    client, db, settings, title, shown
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    order = order_in("ready", parts=1)
    order.lines.update(title="Tas anyaman")
    Product.objects.update(title=title, title_en="Woven bag")

    [visited] = islice(crawl(client, order.get_absolute_url()), 1)

    assert {"Woven bag", "Tas anyaman"} & set(visited.page.words) == {shown}
    assert "Pickup" in visited.page.words
    assert "Ambil di tempat" not in " ".join(visited.page.words)


def foreign_words(visited, language):
    spoken = {NAMES.sub("", words): visited.address for words in visited.page.words}
    return {words: address for words, address in spoken.items() if FOREIGN[language].search(words)}


def test_an_english_list_is_headed_by_more_than_one():
    """Indonesian has one word for both, so that a plural without a text of its own would read "Order"."""
    with translation.override("en"):
        names = {
            str(model._meta.verbose_name): str(model._meta.verbose_name_plural)
            for model in admin.site._registry
        }

    assert {one for one, many in names.items() if one == many} == {
        "Kanwil",
        "Midtrans news",
        "Stock",
    }
    assert names["Order"] == "Orders"


def test_whatever_the_admin_calls_its_fields_is_indonesian(monkeypatch):
    """Also where no page of the crawl shows it, as the message of a rule that nobody broke there."""
    inlines = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    shown = [
        name
        for model in {*admin.site._registry, *inlines}
        for field in model._meta.get_fields()
        for name in names_of(field if field.concrete else field.related_model._meta)
    ]

    with noted(monkeypatch) as untranslated, translation.override("id"):
        assert all(map(str, shown))

    assert untranslated == set()


def names_of(thing):
    for name in ("verbose_name", "verbose_name_plural", "help_text"):
        if isinstance(getattr(thing, name, ""), Promise):
            yield getattr(thing, name)
    yield from (label for _value, label in getattr(thing, "choices", None) or [])


class TestSwitching:
    OURS = {"Sec-Fetch-Site": "same-origin"}
    PAGE = "/katalog/?urut=termurah&hal=1"

    def switch(self, client, **data):
        return client.post("/bahasa/", {"language": "en", "next": self.PAGE, **data}, headers=self.OURS)

    def test_it_leads_back_to_the_same_page_with_its_choices(self, client, db):
        page = client.get(self.PAGE)
        assert 'name="next" value="/katalog/?urut=termurah&amp;hal=1"' in page.text

        assert self.switch(client).url == self.PAGE

    def test_it_leaves_one_cookie_and_nothing_else(self, client, db, settings):
        answer = self.switch(client)

        assert {name: cookie.value for name, cookie in answer.cookies.items()} == {"django_language": "en"}
        assert answer.cookies["django_language"]["samesite"] == "Lax"

    @pytest.mark.parametrize("language", ["id", "en"])
    @pytest.mark.parametrize("address", ["/", "/akun/masuk/", "/admin/login/", "/tidak/ada/"])
    def test_a_page_says_which_language_it_speaks(self, client, db, language, address):
        self.switch(client, language=language)
        page = client.get(address, follow=True)

        assert re.findall(r"<html[^>]* lang=\"(.+?)\"", page.text) == [language]
        assert page.headers["Content-Language"] == language

    def test_a_phone_set_to_english_still_gets_the_indonesian_shop(self, client, db):
        page = client.get("/", headers={"Accept-Language": "en"})

        assert page.headers["Content-Language"] == "id"

    @pytest.mark.parametrize(
        "place", ["https://penipu.example/", "//penipu.example", "javascript:alert(1)", ""]
    )
    def test_it_never_leads_to_strangers(self, client, db, place):
        assert self.switch(client, next=place).url == "/"

    def test_an_unknown_language_changes_nothing(self, client, db):
        assert not self.switch(client, language="xx").cookies

    def test_other_sites_cannot_switch_it(self, client, db):
        answer = client.post("/bahasa/", {"language": "en"}, headers={"Sec-Fetch-Site": "cross-site"})

        assert answer.status_code == 403
        assert not answer.cookies


class TestClocks:
    # Half past eight in Jakarta, half past ten in Jayapura, where orders of the day are closed by then.
    MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    DEADLINE = datetime(2031, 11, 26, 0, 32, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("zone", "name"), [("Jakarta", "WIB"), ("Makassar", "WITA"), ("Jayapura", "WIT")]
    )
    @pytest.mark.parametrize("language", ["id", "en"])
    def test_pickup_hours_are_told_on_the_clock_of_the_upt(self, client, db, settings, zone, name, language):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        upt = UptFactory(time_zone=f"Asia/{zone}", pickup_place="Toko di gerbang", pickup_hours="08.00–15.00")

        page = client.get(ProductFactory(upt=upt).upt.get_absolute_url())

        assert f"<span>08.00–15.00 {name}</span>" in page.text

    @pytest.mark.parametrize(
        ("zone", "day"), [("Jakarta", date(2026, 11, 24)), ("Jayapura", date(2026, 11, 25))]
    )
    def test_a_promised_day_is_a_day_of_the_upt(self, db, zone, day):
        upt = UptFactory(time_zone=f"Asia/{zone}", cutoff_hour=10)

        product = Product.objects.priced().promised().get(pk=ProductFactory(upt=upt).pk)

        assert promise_of(product, at=self.MORNING).ships_on == day

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("id", "sebelum Rabu, 26 November 2031, 07.32 WIB"),
            ("en", "before Wednesday, 26 November 2031, 07:32 WIB"),
        ],
    )
    def test_a_deadline_is_told_in_jakartas_time_wherever_the_upt_is(
        self, client, db, settings, language, words
    ):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        order = order_in("to_start")
        Partner.objects.update(time_zone="Asia/Jayapura")
        Order.objects.update(expires_at=self.DEADLINE)

        assert words in client.get(order.get_absolute_url()).text
