"""How a petugas writes down what buyers decide: a question and its answers, one on each line."""

import pytest
from django.urls import reverse

from catalog.models import Choice, ChoiceOption
from tests.admin.sending import as_sent
from tests.factories.products import ProductFactory, pick_of
from tests.factories.upts import petugas_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def product(client):
    product = ProductFactory(draft=True)
    client.force_login(petugas_of(product.upt))
    return product


def send(client, product, place=0, **fields):
    page = reverse("admin:catalogue_product_change", args=[product.pk])
    sent = {f"choices-{place}-{name}": value for name, value in fields.items()}
    return client.post(page, as_sent(client.get(page), **sent))


def wrong(answer):
    return answer.context["inline_admin_formsets"][1].formset.errors[0]


def test_sizes_are_written_one_on_a_line_with_what_they_add(client, product):
    send(client, product, name="Ukuran", options_text="M\nL\n\nXXL +10.000\nAnak = Child +Rp2500")

    assert list(
        ChoiceOption.objects.values_list("choice__name", "name", "name_en", "surcharge", "position")
    ) == [
        ("Ukuran", "M", "", 0, 0),
        ("Ukuran", "L", "", 0, 1),
        ("Ukuran", "XXL", "", 10_000, 2),
        ("Ukuran", "Anak", "Child", 2_500, 3),
    ]


def test_an_answer_keeps_its_row_while_it_keeps_its_name(client, product):
    pick_of(product, options=[("M", 0), ("L", 0), ("XXL", 10_000)])
    before = dict(ChoiceOption.objects.values_list("name", "pk"))

    send(client, product, options_text="XXL +12.000\nM")

    assert dict(ChoiceOption.objects.values_list("name", "pk")) == {
        "M": before["M"],
        "XXL": before["XXL"],
    }
    assert ChoiceOption.objects.get(name="XXL").surcharge == 12_000


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "Tulis jawabannya, satu di tiap baris."),
        ("M\nm", "Jawaban “m” tertulis dua kali."),
        (
            "M\nXXL +sepuluh",
            "Baris 2: tulis jawabannya, lalu tambahan harganya sesudah tanda +, misalnya “XXL +10.000”.",
        ),
        (
            "XXL -5000\nL +1.00",
            "Baris 2: tulis jawabannya, lalu tambahan harganya sesudah tanda +, misalnya “XXL +10.000”.",
        ),
    ],
)
def test_answers_that_cannot_be_read_are_told_beside_the_field(client, product, lines, told):
    answer = send(client, product, name="Ukuran", options_text=lines)

    assert wrong(answer) == {"options_text": [told]}
    assert not Choice.objects.exists()


def test_a_text_to_print_has_a_length_and_a_price(client, product):
    send(client, product, name="Nama di dada", kind="text", max_length="12", surcharge="15000")

    choice = Choice.objects.get()
    assert (choice.kind, choice.max_length, choice.surcharge) == ("text", 12, 15_000)


def test_a_choice_is_taken_away_with_a_tick(client, product):
    pick_of(product)

    send(client, product, DELETE="on")

    assert not Choice.objects.exists()
