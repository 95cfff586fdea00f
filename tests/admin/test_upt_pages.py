"""What a UPT says of itself, who may change it, and what that does to the shop."""

import pytest

from tests.admin.pages import errors, rows, words
from tests.admin.sending import as_sent
from tests.factories.products import ProductFactory
from tests.factories.upts import (
    KanwilFactory,
    RegencyFactory,
    UptFactory,
    WorkshopFactory,
    kanwil_officer_of,
    kepala_of,
    national,
    petugas_of,
)
from tests.upt_accounts.pictures.samples import SCRIPTED_SVG, picture, upload
from upt_accounts.models import Kanwil, Partner, Role, UptPicture, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
UPTS, WORKSHOPS, KANWILS = "/admin/partner/partner/", "/admin/partner/workshop/", "/admin/partner/kanwil/"


@pytest.fixture
def upt(db):
    return UptFactory(name="Lapas Contoh", phone="0711-123456")


@pytest.fixture
def kepala(client, upt):
    kepala = kepala_of(upt)
    client.force_login(kepala)
    return kepala


@pytest.fixture
def pengelola(client):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    return pengelola


def change(client, upt, **typed):
    page = f"{UPTS}{upt.pk}/change/"
    answer = client.post(page, as_sent(client.get(page), **typed))
    upt.refresh_from_db()
    return answer


def a_picture(place, file, text="Mesin tenun di saung"):
    return {f"pictures-{place}-original": file, f"pictures-{place}-alt_id": text}


# --- The kepala --------------------------------------------------------------------------------------------------
def test_a_kepala_changes_what_buyers_read_of_their_upt(client, kepala, upt):
    answer = change(
        client,
        upt,
        about="Rumah tenun songket.",
        pickup_place="Toko di depan gerbang",
        pickup_hours="Senin–Sabtu 07.00–16.00",
        cutoff_hour="10",
        whatsapp="0812-3456-7890",
    )

    assert (answer.status_code, upt.cutoff_hour, str(upt.whatsapp)) == (302, 10, "+6281234567890")
    assert "Rumah tenun songket." in words(client.get(upt.get_absolute_url()))


@pytest.mark.parametrize(
    "field", ["code", "name", "slug", "kanwil", "is_active", "email", "regency", "city", "time_zone", "kind"]
)
def test_a_kepala_cannot_change_what_the_upt_is(client, kepala, upt, field):
    other = {"kanwil": KanwilFactory(name="Kanwil Lain").pk, "regency": RegencyFactory(code="16.72").pk}
    before = Partner.objects.filter(pk=upt.pk).values().get()

    change(client, upt, **{field: other.get(field, "lain")})

    assert Partner.objects.filter(pk=upt.pk).values().get() == before


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (
            {"cutoff_hour": "24"},
            {"cutoff_hour": ["Pastikan nilai ini lebih kecil dari atau sama dengan 23."]},
        ),
        ({"whatsapp": "12"}, {"whatsapp": ["Tulis nomor WhatsApp seperti 0812-3456-7890."]}),
        ({"phone": "telepon saja"}, {"phone": ["Tulis nomor telepon dengan angka, misalnya 0711-123456."]}),
    ],
)
def test_what_buyers_could_not_use_is_refused_and_what_was_typed_stays(client, kepala, upt, typed, refusal):
    answer = change(client, upt, about="Sudah ditulis panjang.", **typed)

    assert (errors(answer), upt.about) == (refusal, "")
    assert "Sudah ditulis panjang." in words(answer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_upt_is_not_there_for_a_kepala(client, kepala, method):
    other = UptFactory()

    assert getattr(client, method)(f"{UPTS}{other.pk}/change/").status_code == 404
    assert rows(client.get(UPTS)) == [kepala.memberships.get().upt_id]


def test_a_petugas_reads_their_upt_and_changes_nothing(client, upt):
    client.force_login(petugas_of(upt))
    page = f"{UPTS}{upt.pk}/change/"

    assert "0711-123456" in words(client.get(page))
    assert client.post(page, {"about": "Lain"}).status_code == 403


# --- Pictures ----------------------------------------------------------------------------------------------------
def test_the_first_picture_is_the_banner_until_another_is_chosen(client, kepala, upt):
    change(client, upt, **a_picture(0, picture()), **a_picture(1, picture(colour="navy"), "Toko di gerbang"))
    first, second = upt.pictures.all()

    change(client, upt, **{"pictures-1-is_banner": "on"})

    assert [first.alt_id, second.alt_id] == ["Mesin tenun di saung", "Toko di gerbang"]
    assert list(upt.pictures.values_list("pk", "position")) == [(second.pk, 0), (first.pk, 1)]


def test_a_removed_banner_leaves_its_place_to_the_next(client, kepala, upt):
    change(client, upt, **a_picture(0, picture()), **a_picture(1, picture(colour="navy"), "Toko di gerbang"))

    change(client, upt, **{"pictures-0-DELETE": "on"})

    assert list(upt.pictures.values_list("alt_id", "position")) == [("Toko di gerbang", 0)]


@pytest.mark.parametrize(
    ("file", "text", "field"),
    [(upload(SCRIPTED_SVG, "gambar.svg"), "Tenun", "original"), (picture(), "", "alt_id")],
)
def test_what_is_no_picture_or_has_no_words_is_refused_beside_it(client, kepala, upt, file, text, field):
    answer = change(client, upt, about="Tenun", **a_picture(0, file, text))

    assert list(answer.context["inline_admin_formsets"][0].formset.errors[0]) == [field]
    assert (upt.about, upt.pictures.count()) == ("", 0)


def test_a_picture_of_another_upt_cannot_be_taken_over(client, kepala, upt):
    foreign = UptPicture.objects.create(upt=UptFactory(), original=picture(), alt_id="Milik orang lain")

    change(
        client,
        upt,
        **{"pictures-0-id": str(foreign.pk), "pictures-INITIAL_FORMS": "1", "pictures-0-DELETE": "on"},
    )

    foreign.refresh_from_db()
    assert (foreign.upt_id == upt.pk, foreign.alt_id) == (False, "Milik orang lain")


# --- The pengelola -----------------------------------------------------------------------------------------------
def described(**changes):
    return {
        "name": "Lapas Kelas IIB Baru",
        "code": "lpbaru",
        "slug": "",
        "kind": "lapas",
        "kanwil": KanwilFactory().pk,
        "regency": RegencyFactory().pk,
        "city": "Palembang",
        "street": "",
        "postal_code": "30131",
        "latitude": "-2.99",
        "longitude": "104.756",
        "time_zone": "Asia/Jakarta",
        "email": "giatja@example.com",
        "cutoff_hour": "12",
        "is_active": "on",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
        **changes,
    }


def test_a_new_upt_has_its_page_in_the_shop_at_once(client, pengelola):
    answer = client.post(f"{UPTS}add/", described())

    upt = Partner.objects.get()
    assert (answer.status_code, upt.code, upt.get_absolute_url()) == (
        302,
        "LPBARU",
        "/upt/lapas-kelas-iib-baru/",
    )
    assert client.get(upt.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "L P"}, {"code": ["Kode terdiri atas 3 sampai 12 huruf dan angka."]}),
        ({"code": "lama1"}, {"code": ["Kode ini sudah dipakai UPT lain."]}),
        ({"slug": "lapas-lama"}, {"slug": ["Alamat halaman ini sudah dipakai UPT lain."]}),
        ({"postal_code": "3013"}, {"postal_code": ["Kode pos terdiri atas lima angka."]}),
        ({"latitude": "48.85"}, {"latitude": ["Pastikan nilai ini lebih kecil dari atau sama dengan 7."]}),
        ({"kanwil": ""}, {"kanwil": ["Bidang ini tidak boleh kosong."]}),
    ],
)
def test_a_upt_that_could_not_be_found_or_shipped_from_is_refused(client, pengelola, changes, refusal):
    UptFactory(code="LAMA1", slug="lapas-lama")

    answer = client.post(f"{UPTS}add/", described(**changes))

    assert (errors(answer), Partner.objects.count()) == (refusal, 1)


def test_a_upt_that_stops_selling_leaves_the_shop_with_its_goods(client, pengelola, upt):
    product = ProductFactory(upt=upt)
    sent = as_sent(client.get(f"{UPTS}{upt.pk}/change/"))
    before = client.get(product.get_absolute_url()).status_code

    client.post(
        f"{UPTS}{upt.pk}/change/", {name: value for name, value in sent.items() if name != "is_active"}
    )

    after = [client.get(page).status_code for page in (product.get_absolute_url(), upt.get_absolute_url())]
    assert (before, after) == (200, [404, 404])


def test_a_kanwil_sees_its_upts_and_changes_none(client):
    mine, _other = UptFactory(kanwil=KanwilFactory(name="A")), UptFactory(kanwil=KanwilFactory(name="B"))
    client.force_login(kanwil_officer_of(mine.kanwil))

    assert rows(client.get(UPTS)) == [mine.pk]
    assert client.post(f"{UPTS}{mine.pk}/change/", {"about": "x"}).status_code == 403


def test_kanwils_are_listed_with_how_many_upts_they_have(client, pengelola):
    UptFactory(kanwil=KanwilFactory(name="Kanwil A"))
    client.post(f"{KANWILS}add/", {"name": "Kanwil B"})

    twice = client.post(f"{KANWILS}add/", {"name": "Kanwil B"})

    assert list(Kanwil.objects.values_list("name", flat=True)) == ["Kanwil A", "Kanwil B"]
    assert list(errors(twice)) == ["name"]
    assert "Kanwil A 1 Kanwil B 0" in words(client.get(KANWILS))


# --- Workshops ---------------------------------------------------------------------------------------------------
def workshop_typed(upt, **changes):
    return {
        "upt": upt.pk,
        "name": "Saung tenun",
        "kind": "weaving",
        "about": "",
        "capacity_per_day": "2",
        "lead_time_days": "14",
        **changes,
    }


def test_a_kepala_opens_a_workshop_of_their_upt(client, kepala, upt):
    client.post(f"{WORKSHOPS}add/", workshop_typed(upt))

    workshop = Workshop.objects.get()
    assert (workshop.upt, workshop.name, workshop.lead_time_days) == (upt, "Saung tenun", 14)


def test_a_workshop_of_another_upt_is_neither_opened_nor_changed(client, kepala):
    foreign = WorkshopFactory()

    answer = client.post(f"{WORKSHOPS}add/", workshop_typed(foreign.upt))

    assert list(errors(answer)) == ["upt"]
    assert client.get(f"{WORKSHOPS}{foreign.pk}/change/").status_code == 404
    assert list(Workshop.objects.all()) == [foreign]


def test_a_workshop_does_not_move_to_another_upt(client, pengelola, upt):
    workshop = WorkshopFactory(upt=upt)

    client.post(f"{WORKSHOPS}{workshop.pk}/change/", workshop_typed(UptFactory()))

    workshop.refresh_from_db()
    assert (workshop.upt, workshop.name) == (upt, "Saung tenun")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"capacity_per_day": "0"}, "capacity_per_day"), ({"name": ""}, "name"), ({"kind": "x"}, "kind")],
)
def test_a_workshop_that_could_make_nothing_is_refused(client, kepala, upt, changes, field):
    answer = client.post(f"{WORKSHOPS}add/", workshop_typed(upt, **changes))

    assert (list(errors(answer)), Workshop.objects.count()) == ([field], 0)


def test_two_workshops_of_a_upt_do_not_share_a_name(client, kepala, upt):
    WorkshopFactory(upt=upt, name="Saung tenun")

    answer = client.post(f"{WORKSHOPS}add/", workshop_typed(upt))

    assert errors(answer) == {"__all__": ["UPT ini sudah punya bengkel bernama itu."]}


@pytest.mark.parametrize("number", [2, 12])
@pytest.mark.parametrize("address", [UPTS, WORKSHOPS, KANWILS])
def test_lists_of_upts_ask_as_much_for_few_as_for_many(
    client, pengelola, address, number, django_assert_max_num_queries
):
    for count in range(number):
        WorkshopFactory(upt=UptFactory(kanwil=KanwilFactory(name=f"Kanwil {count}")))

    with django_assert_max_num_queries(10):
        assert len(rows(client.get(address))) == number
