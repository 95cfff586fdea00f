import json

import pytest

from orders.addresses.book import keep
from orders.addresses.forms import AddressForm, ContactForm
from orders.addresses.models import UserAddress
from orders.models import ShippingAddress
from tests.factories.orders import ShippingAddressFactory
from tests.factories.upts import DistrictFactory, ProvinceFactory, RegencyFactory, UserFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "recipient": "Ani Pembeli",
    "phone": "0812-3456-7890",
    "province": "16",
    "regency": "16.71",
    "district": "16.71.09",
    "village": "19 Ilir",
    "line1": "Jl. Merdeka No. 12, RT 3 RW 1",
    "postcode": "30131",
    "landmark": "Seberang masjid",
}
DRAFT = {**TYPED, "phone": "+6281234567890"}


@pytest.fixture(autouse=True)
def places():
    DistrictFactory()
    jawa_barat = ProvinceFactory(code="32", name="Jawa Barat")
    DistrictFactory(
        code="32.73.01",
        name="Sukasari",
        regency=RegencyFactory(code="32.73", name="Kota Bandung", province=jawa_barat),
    )
    RegencyFactory(code="16.10", name="Kabupaten Ogan Ilir")


def errors_of(**typed):
    return AddressForm({**TYPED, **typed}).errors


def test_an_address_cleans_to_a_draft_that_fits_the_session():
    form = AddressForm(TYPED)

    assert form.is_valid()
    assert form.cleaned_data == DRAFT
    assert json.loads(json.dumps(form.cleaned_data)) == DRAFT


def test_an_empty_form_names_every_field_that_is_needed():
    assert AddressForm({}).errors == {
        "recipient": ["Isi nama penerima."],
        "phone": ["Isi nomor HP penerima."],
        "province": ["Pilih provinsi."],
        "regency": ["Pilih kabupaten atau kota."],
        "district": ["Pilih kecamatan."],
        "line1": ["Isi jalan dan nomor rumah."],
        "postcode": ["Isi kode pos."],
    }


NOT_THERE = "Kabupaten atau kota ini tidak ada di provinsi yang dipilih. Pilih lagi."
NOT_HERE = "Kecamatan ini tidak ada di kabupaten atau kota yang dipilih. Pilih lagi."


@pytest.mark.parametrize(
    "tampered, errors",
    [
        ({"district": "32.73.01"}, {"district": [NOT_HERE]}),
        ({"regency": "32.73"}, {"regency": [NOT_THERE], "district": [NOT_HERE]}),
        ({"regency": "32.73", "district": "32.73.01"}, {"regency": [NOT_THERE], "district": [NOT_HERE]}),
        ({"regency": "16.10"}, {"district": [NOT_HERE]}),
        ({"district": "99.99.99"}, {"district": [NOT_HERE]}),
        ({"district": "16.71.09\x00"}, {"district": [NOT_HERE]}),
        ({"regency": "' or 1=1"}, {"regency": [NOT_THERE], "district": [NOT_HERE]}),
        (
            {"province": "16\x00"},
            {"province": ["Pilih provinsi dari daftar."], "regency": [NOT_THERE], "district": [NOT_HERE]},
        ),
    ],
)
def test_places_that_do_not_lie_in_each_other_are_refused_beside_the_field(tampered, errors):
    assert errors_of(**tampered) == errors


@pytest.mark.parametrize("postcode", ["3013", "301310", "30I31", "abcde", "３０１３１", "-3013"])
def test_a_postcode_has_five_digits(postcode):
    assert errors_of(postcode=postcode) == {"postcode": ["Kode pos terdiri atas lima angka."]}


def test_a_postcode_of_another_zone_is_a_slip():
    assert errors_of(postcode="40131") == {
        "postcode": ["Kode pos di Sumatera Selatan diawali angka 3. Periksa lagi."]
    }


@pytest.mark.parametrize("postcode", ["40153", "16110"])
def test_a_province_may_have_postcodes_of_two_zones(postcode):
    in_bandung = {"province": "32", "regency": "32.73", "district": "32.73.01"}

    assert errors_of(**in_bandung, postcode=postcode) == {}


def test_spaces_in_a_postcode_are_forgiven():
    form = AddressForm({**TYPED, "postcode": "30 131"})

    assert form.is_valid() and form.cleaned_data["postcode"] == "30131"


def test_an_overlong_or_meagre_street_is_refused():
    assert errors_of(line1="J" * 201) == {"line1": ["Paling banyak 200 huruf; sekarang ada 201."]}
    assert errors_of(line1="Jl") == {"line1": ["Tulis jalan dan nomor rumah selengkapnya."]}


def test_village_and_landmark_may_stay_empty():
    assert errors_of(village="", landmark=" ") == {}


@pytest.mark.parametrize("typed, count", [({}, 1), ({"province": "16"}, 2), (TYPED, 3)])
def test_the_lists_take_one_query_each(typed, count, django_assert_num_queries):
    with django_assert_num_queries(count):
        form = AddressForm(typed)
        form.is_valid()
        form.as_p()


def test_reloading_brings_the_next_list_and_keeps_what_was_typed():
    typed = {**TYPED, "regency": "", "district": "", "refresh": "1"}

    assert AddressForm.wants_reload(typed)
    form = AddressForm.reloaded(typed)
    assert form.errors == {}
    assert [code for code, _name in form.fields["regency"].choices] == ["", "16.10", "16.71"]
    assert form["line1"].value() == TYPED["line1"]
    assert form["phone"].value() == "0812-3456-7890"


def test_another_province_empties_the_choices_below_it():
    form = AddressForm.reloaded({**TYPED, "province": "32", "refresh": "1"})

    assert [code for code, _name in form.fields["regency"].choices] == ["", "32.73"]
    assert [code for code, _name in form.fields["district"].choices] == [""]
    assert "selected" not in str(form["regency"])


def test_enter_in_a_complete_form_is_no_request_for_a_list():
    assert not AddressForm.wants_reload({**TYPED, "refresh": "1"})
    assert not AddressForm.wants_reload({**TYPED, "district": ""})


def test_the_selects_say_to_the_script_what_they_are():
    form = AddressForm()

    assert 'data-regions="province"' in str(form["province"])
    assert 'data-regions-url="/wilayah/kabupaten/?provinsi="' in str(form["province"])
    assert 'data-regions-url="/wilayah/kecamatan/?kabupaten="' in str(form["regency"])
    assert 'data-regions="district"' in str(form["district"])


@pytest.mark.parametrize(
    "form, expected",
    [
        (
            AddressForm,
            {
                "recipient": "name",
                "phone": "tel",
                "province": "address-level1",
                "regency": "address-level2",
                "district": "address-level3",
                "village": "address-level4",
                "line1": "address-line1",
                "postcode": "postal-code",
                "landmark": "off",
            },
        ),
        (ContactForm, {"name": "name", "email": "email", "phone": "tel"}),
    ],
)
def test_browsers_are_told_what_to_fill_in(form, expected):
    fields = form().fields

    assert {name: field.widget.attrs["autocomplete"] for name, field in fields.items()} == expected
    assert fields["phone"].widget.input_type == "tel"


def test_a_kept_address_fills_the_form():
    kept = ShippingAddressFactory(village="19 Ilir", landmark="Seberang masjid")

    initial = AddressForm.initial_from(kept)

    assert initial == {**TYPED, "line1": "Jalan Merdeka 12"}
    assert AddressForm(initial).is_valid()


def test_an_address_is_kept_with_the_names_of_its_places():
    form = AddressForm(TYPED)
    assert form.is_valid()

    kept = form.save_as(ShippingAddress)

    kept.refresh_from_db()
    assert (kept.first_name, str(kept.phone_number), kept.line1) == (
        "Ani Pembeli",
        "+6281234567890",
        TYPED["line1"],
    )
    assert (kept.line3, kept.line4, kept.state) == ("Bukit Kecil", "Kota Palembang", "Sumatera Selatan")
    assert (kept.postcode, kept.village, kept.landmark, kept.country_id) == (
        "30131",
        "19 Ilir",
        "Seberang masjid",
        "ID",
    )


def test_a_buyer_keeps_an_address():
    user = UserFactory()
    form = AddressForm(TYPED)
    assert form.is_valid()

    form.save_as(UserAddress, user=user)

    assert AddressForm.initial_from(user.addresses.get()) == TYPED


def test_a_contact_is_cleaned_to_strings():
    form = ContactForm({"name": " Ani  Pembeli ", "email": "Ani@Contoh.id", "phone": "62 812 3456 7890"})

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Ani Pembeli", "email": "ani@contoh.id", "phone": "+6281234567890"}


def test_an_empty_contact_says_what_is_needed():
    assert ContactForm({}).errors == {
        "name": ["Isi nama Anda."],
        "email": ["Isi alamat e-mail."],
        "phone": ["Isi nomor HP."],
    }


def test_a_buyer_who_is_logged_in_need_not_type_it_again():
    user = UserFactory(email="ani@contoh.id", first_name="Ani", last_name="Pembeli", phone="+6281234567890")

    assert ContactForm.initial_from(user) == {
        "name": "Ani Pembeli",
        "email": "ani@contoh.id",
        "phone": "+6281234567890",
    }


def test_what_the_profile_lacks_comes_from_the_usual_address():
    usual = keep(UserFactory(first_name="", email="ani@contoh.id"), DRAFT)

    assert ContactForm.initial_from(usual.user, usual) == {
        "name": "Ani Pembeli",
        "email": "ani@contoh.id",
        "phone": "+6281234567890",
    }
