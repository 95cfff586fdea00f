"""How a petugas lists a product: described, priced, photographed, counted, published and withdrawn."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Product, ProductImage, Publication, Storage
from tests.admin.sending import as_sent
from tests.factories.products import CategoryFactory, ProductFactory, stock_of
from tests.factories.upts import UptFactory, WorkshopFactory, petugas_of
from tests.upt_accounts.pictures.samples import SCRIPTED_SVG, bomb, picture, upload
from upt_accounts import stock
from upt_accounts.models import StockMovement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIST, ADD = "/admin/catalogue/product/", "/admin/catalogue/product/add/"
NOT_A_PICTURE = "Berkas ini bukan gambar yang dapat dibaca. Pakai foto JPEG, PNG, atau WebP."


@pytest.fixture
def upt():
    return UptFactory(code="LPPLG")


@pytest.fixture
def petugas(upt, client):
    petugas = petugas_of(upt)
    client.force_login(petugas)
    return petugas


@pytest.fixture
def category():
    return CategoryFactory(parent=CategoryFactory(name="Tas"), name="Tas anyaman")


@pytest.fixture
def product(petugas, upt, category):
    """In the shop, with one picture, ten pieces at Rp125.000."""
    product = ProductFactory(upt=upt, category=category)
    ProductImage.objects.create(product=product, original=picture(), alt_id="Tas rotan bundar")
    return product


def page_of(product):
    return reverse("admin:catalogue_product_change", args=[product.pk])


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def wrong(answer):
    """What the page says is wrong, by field; pictures by their place."""
    found = dict(answer.context["adminform"].form.errors)
    for place, errors in enumerate(answer.context["inline_admin_formsets"][0].formset.errors):
        found |= {f"{name} {place}": words for name, words in errors.items()}
    return found


def photo(place, file, words="Tas rotan bundar"):
    return {f"images-{place}-original": file, f"images-{place}-alt_id": words}


def description(category, **more):
    return {
        "title": "Tas rotan bundar",
        "category": category.pk,
        "description": "Dianyam rapat.",
        "price": "Rp125.000",
        "pieces": "7",
        "weight_grams": "600",
    } | more


# --- Adding -----------------------------------------------------------------------------------------------------
def test_a_product_with_three_pictures_is_in_the_shop_with_one_click(client, petugas, upt, category):
    photos = (
        photo(0, picture())
        | photo(1, picture(colour="teal"), "Dari samping")
        | photo(2, picture(colour="navy"), "Alas")
    )

    answer = client.post(ADD, as_sent(client.get(ADD), **description(category), **photos, _publish="1"))

    product = Product.objects.get()
    assert answer.headers["Location"] == page_of(product)
    assert told(answer) == ["“Tas rotan bundar” sudah terbit di toko."]
    assert (product.upt, product.is_public, product.publication) == (upt, True, Publication.PUBLISHED)
    assert list(product.images.values_list("display_order", "alt_id")) == [
        (0, "Tas rotan bundar"),
        (1, "Dari samping"),
        (2, "Alas"),
    ]
    record = stock_of(product)
    assert (record.partner, record.price, record.num_in_stock) == (upt, 125_000, 7)
    assert list(record.movements.values_list("reason", "quantity", "actor")) == [("opening", 7, petugas.pk)]


def test_a_draft_needs_no_more_than_a_name_and_a_weight(client, petugas):
    client.post(ADD, as_sent(client.get(ADD), title="Tas rotan", weight_grams="600"))

    product = Product.objects.get()
    assert (product.publication, product.is_public) == (Publication.DRAFT, False)
    assert client.get(product.get_absolute_url()).status_code == 404


def test_what_is_missing_is_said_before_publishing_and_the_draft_is_kept(client, petugas):
    sent = as_sent(client.get(ADD), title="Tas rotan", weight_grams="600", _publish="1")

    answer = client.post(ADD, sent, follow=True)

    lacking = ["Tambahkan paling sedikit satu foto.", "Isi harga.", "Pilih kategori.", "Tulis uraian barang."]
    assert answer.context["missing"] == lacking
    assert [str(message) for message in answer.context["messages"]] == [
        f"“Tas rotan” disimpan, tetapi belum dapat terbit: {' '.join(lacking)}"
    ]
    assert Product.objects.get().publication == Publication.DRAFT


def test_food_says_what_it_is_made_of_before_it_is_published(client, petugas, category):
    sent = as_sent(
        client.get(ADD), **description(category), **photo(0, picture()), is_food="on", _publish="1"
    )

    answer = client.post(ADD, sent, follow=True)

    assert answer.context["missing"] == [
        "Isi komposisi makanan.",
        "Isi berapa hari makanan tahan.",
        "Pilih cara penyimpanan makanan.",
        "Pilih status halal makanan.",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Tulis nama barang."),
        ("weight_grams", "", "Isi berat kirim."),
        ("weight_grams", "-5", "Pastikan nilai ini lebih besar dari atau sama dengan 0."),
        ("weight_grams", "0", "Berat kirim paling sedikit 1 gram."),
        ("maker_initials", "Sari", "Tulis pembuat dengan paling banyak dua huruf awal, misalnya “SR”."),
        ("price", "0", "Harga harus lebih dari Rp0."),
        ("price", "1.000,50", "Tulis harga dalam rupiah tanpa sen, misalnya 125.000."),
        ("price", "abc", "Tulis harga dalam rupiah tanpa sen, misalnya 125.000."),
        ("price", "-125.000", "Tulis harga dalam rupiah tanpa sen, misalnya 125.000."),
        ("price", "1.000.000.000", "Harga paling besar Rp999.999.999."),
        ("pieces", "-1", "Pastikan nilai ini lebih besar dari atau sama dengan 0."),
        ("pieces", "dua", "Tulis jumlahnya dengan angka."),
        ("pieces", "99999999999", "Pastikan nilai ini lebih kecil dari atau sama dengan 1000000."),
    ],
)
def test_a_wrong_field_is_named_and_all_that_was_typed_stays(
    client, petugas, category, field, typed, sentence
):
    sent = as_sent(client.get(ADD), **description(category), **photo(0, picture())) | {field: typed}

    answer = client.post(ADD, sent)

    assert wrong(answer) == {field: [sentence]}
    form = answer.context["adminform"].form
    everything = description(category) | {field: typed}
    assert {name: str(form[name].value()) for name in everything} == {
        name: str(value) for name, value in everything.items()
    }
    assert answer.context["inline_admin_formsets"][0].formset.forms[0]["alt_id"].value() == "Tas rotan bundar"
    assert "Pilih lagi fotonya: peramban tidak menyimpan foto saat ada isian yang keliru." in answer.text
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(b"ini bukan gambar"), NOT_A_PICTURE),
        (upload(SCRIPTED_SVG, "gambar.svg"), NOT_A_PICTURE),
        (upload(b"GIF89a/*\x00*/=1;alert(1)//", "gambar.jpg"), NOT_A_PICTURE),
        (upload(bomb()), "Gambar terlalu besar: paling banyak 50 megapiksel."),
        (upload(b"\xff\xd8\xff" + b"\0" * 30_000_000), "Ukuran berkas gambar paling besar 15 MB."),
    ],
    ids=["text", "scripted svg", "script in a gif", "bomb", "30 MB"],
)
def test_what_is_no_photograph_is_refused_beside_it(client, petugas, category, file, sentence):
    file.seek(0)
    sent = as_sent(client.get(ADD), **description(category), **photo(1, file))

    answer = client.post(ADD, sent)

    assert wrong(answer) == {"original 1": [sentence]}
    assert not Product.objects.exists()


def test_of_a_picture_with_a_script_behind_it_only_the_picture_is_kept(client, petugas, category):
    file = picture()
    file = upload(file.read() + b"<script>alert(1)</script>")

    client.post(ADD, as_sent(client.get(ADD), **description(category), **photo(0, file)))

    kept = ProductImage.objects.get().original.read()
    assert kept[:4] == b"RIFF"
    assert b"script" not in kept


def test_a_picture_without_words_is_not_taken(client, petugas, category):
    sent = as_sent(client.get(ADD), **description(category), **photo(0, picture(), words=""))

    assert wrong(client.post(ADD, sent)) == {"alt_id 0": ["Tulis apa yang terlihat di foto ini."]}


# --- Pictures ---------------------------------------------------------------------------------------------------
def test_another_picture_becomes_the_one_on_the_card(client, product):
    second = ProductImage.objects.create(
        product=product, original=picture(), alt_id="Samping", display_order=1
    )

    client.post(page_of(product), as_sent(client.get(page_of(product)), **{"images-1-is_main": "on"}))

    assert list(product.images.order_by("display_order")) == [
        second,
        product.images.exclude(pk=second.pk).get(),
    ]


def test_the_last_picture_of_a_product_in_the_shop_cannot_be_removed(client, product):
    answer = client.post(page_of(product), as_sent(client.get(page_of(product)), **{"images-0-DELETE": "on"}))

    formset = answer.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["Produk yang terbit memerlukan paling sedikit satu foto."]
    assert product.images.count() == 1


def test_three_places_for_pictures_stand_open_and_one_more_than_there_are(client, product):
    for place in range(1, 4):
        ProductImage.objects.create(product=product, original=picture(), alt_id="x", display_order=place)

    places = client.get(page_of(product)).context["inline_admin_formsets"][0].formset

    assert (len(places.open_places), len(places.further_places)) == (5, 3)
    assert len(client.get(ADD).context["inline_admin_formsets"][0].formset.open_places) == 3


# --- Stock and price --------------------------------------------------------------------------------------------
def test_a_new_count_is_written_with_its_reason(client, petugas, product):
    client.post(page_of(product), as_sent(client.get(page_of(product)), pieces="8", reason="damaged"))

    record = stock_of(product)
    assert record.num_in_stock == 8
    movement = record.movements.first()
    assert (movement.quantity, movement.reason, movement.actor) == (-2, "damaged", petugas)


def test_stock_is_not_set_below_what_buyers_have_reserved(client, product):
    stock_of(product).allocate(4)

    answer = client.post(page_of(product), as_sent(client.get(page_of(product)), pieces="3"))

    assert wrong(answer) == {"pieces": ["Stok tidak boleh kurang dari 4 yang sudah dipesan."]}
    assert stock_of(product).num_in_stock == 10


def test_of_a_work_that_is_the_only_one_there_are_no_two(client, product):
    sent = as_sent(client.get(page_of(product)), is_unique="on")

    answer = client.post(page_of(product), sent)
    client.post(page_of(product), sent | {"pieces": "1", "reason": "counted"})

    assert wrong(answer) == {"pieces": ["Karya yang hanya ada satu stoknya paling banyak 1."]}
    assert Product.objects.get().is_unique


def test_a_page_left_open_while_buyers_fetched_leaves_the_stock_alone(client, product):
    sent = as_sent(client.get(page_of(product)), price="130.000")
    stock.move(stock_of(product), -3, reason=StockMovement.Reason.SOLD)

    client.post(page_of(product), sent)

    record = stock_of(product)
    assert (record.num_in_stock, record.price) == (7, 130_000)


def test_a_count_made_while_buyers_fetched_is_asked_for_once_more(client, product):
    sent = as_sent(client.get(page_of(product)), pieces="9")
    stock.move(stock_of(product), -3, reason=StockMovement.Reason.SOLD)

    answer = client.post(page_of(product), sent)
    assert wrong(answer) == {
        "pieces": ["Stok berubah menjadi 7 selama Anda mengisi. Hitung lagi, lalu simpan."]
    }
    assert stock_of(product).num_in_stock == 7
    client.post(page_of(product), as_sent(answer, pieces="6"))

    assert stock_of(product).num_in_stock == 6


def test_what_is_in_the_shop_keeps_its_price_and_category(client, product):
    answer = client.post(page_of(product), as_sent(client.get(page_of(product)), price="", category=""))

    assert wrong(answer) == {"price": ["Isi harga."], "category": ["Pilih kategori."]}
    assert stock_of(product).price == 125_000


# --- Publishing -------------------------------------------------------------------------------------------------
def test_a_product_is_withdrawn_and_published_again(client, product):
    address = product.get_absolute_url()
    answer = client.post(reverse("admin:catalogue_product_withdraw", args=[product.pk]))
    assert told(answer) == [f"“{product.title}” ditarik dari toko."]
    assert client.get(address).status_code == 404

    client.post(page_of(product), as_sent(client.get(page_of(product)), _publish="1"))

    assert client.get(address).status_code == 200


def test_many_are_published_at_once_and_those_that_are_not_ready_say_why(client, product, upt, category):
    draft = ProductFactory(upt=upt, draft=True, title="Tas tanpa foto", category=category)
    client.post(reverse("admin:catalogue_product_withdraw", args=[product.pk]))
    client.get(LIST)  # Reads what was said so far.

    answer = client.post(LIST, {"action": "publish_chosen", "_selected_action": [product.pk, draft.pk]})

    assert sorted(told(answer)) == [
        f"“{product.title}” sudah terbit di toko.",
        "“Tas tanpa foto” disimpan, tetapi belum dapat terbit: Tambahkan paling sedikit satu foto.",
    ]
    assert list(Product.objects.filter(is_public=True)) == [product]


def test_a_workshop_of_another_upt_is_not_to_be_had(client, product):
    foreign = WorkshopFactory()

    answer = client.post(page_of(product), as_sent(client.get(page_of(product)), workshop=foreign.pk))

    assert list(wrong(answer)) == ["workshop"]
    product.refresh_from_db()
    assert product.workshop.upt == product.upt


def test_a_maker_is_named_by_two_capitals(client, product):
    client.post(page_of(product), as_sent(client.get(page_of(product)), maker_initials="s r"))

    product.refresh_from_db()
    assert product.maker_initials == "SR"


def test_storage_of_food_is_kept(client, product):
    facts = {
        "is_food": "on",
        "ingredients": "tepung",
        "shelf_life_days": "3",
        "storage": "suhu_ruang",
        "halal": "bersertifikat",
    }

    client.post(page_of(product), as_sent(client.get(page_of(product)), **facts))

    product.refresh_from_db()
    assert (product.is_food, product.storage) == (True, Storage.ROOM)


# --- The list ---------------------------------------------------------------------------------------------------
def test_more_products_do_not_mean_more_queries(client, product, upt):
    counts = []
    for more in (1, 6):
        for _one in range(more):
            ProductFactory(upt=upt, draft=True)
            ProductFactory(upt=upt, stock=1)
        for where in (LIST, "/admin/"):
            client.get(where)
            with CaptureQueriesContext(connection) as asked:
                client.get(where)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]


def test_what_runs_low_is_listed_by_its_filter(client, product, upt):
    low, gone = ProductFactory(upt=upt, stock=2), ProductFactory(upt=upt, stock=0)

    assert set(client.get(LIST, {"stok": "menipis"}).context["cl"].result_list) == {low, gone}
    assert set(client.get(LIST, {"stok": "habis"}).context["cl"].result_list) == {gone}
