import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from orders.addresses.fields import LineField, MailField, NameField, PhoneField, shown

NUMBERS = [
    ("081234567890", "+6281234567890"),
    ("0812-3456-7890", "+6281234567890"),
    (" 0812 3456 7890 ", "+6281234567890"),
    ("+6281234567890", "+6281234567890"),
    ("+62 812-3456-7890", "+6281234567890"),
    ("+62 (0)812 3456 7890", "+6281234567890"),
    ("6281234567890", "+6281234567890"),
    ("81234567890", "+6281234567890"),
    ("0812.345.678", "+62812345678"),
    ("0711 355555", "+62711355555"),
]


@pytest.mark.parametrize("typed, number", NUMBERS)
def test_an_indonesian_number_is_read_as_people_write_it(typed, number):
    assert PhoneField().clean(typed) == number


NOT_NUMBERS = [
    "08123", "0812345678901234", "12345", "+6591234567", "+1 202 555 0100", "nol delapan satu dua",
    "0812x3456789", "٠٨١٢٣٤٥٦٧٨٩٠", "628", "0", "+", "08" * 200,
]  # fmt: skip


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_indonesian_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refused:
        PhoneField().clean(typed)

    assert refused.value.messages == [
        "Tulis nomor HP Indonesia, misalnya 0812-3456-7890 atau +62 812-3456-7890."
    ]


def test_a_number_is_shown_in_groups():
    assert shown("+6281234567890") == "0812-3456-7890"
    assert shown("") == ""


def test_a_kept_number_comes_back_as_people_write_it():
    field = PhoneField()

    assert field.prepare_value("+6281234567890") == "0812-3456-7890"
    assert field.prepare_value("0812 34") == "0812 34"
    assert field.prepare_value(None) is None


@given(some.from_regex(r"\+62[0-9]{7,13}", fullmatch=True))
def test_showing_a_number_never_fails(number):
    assert PhoneField().prepare_value(number)


@given(some.text(max_size=40))
def test_whatever_is_typed_a_number_is_cleaned_or_refused(typed):
    try:
        number = PhoneField(required=False).clean(typed)
    except ValidationError:
        return
    assert number == "" or number.startswith("+62")


@given(some.text())
def test_a_line_never_holds_tags_breaks_or_invisible_signs(typed):
    try:
        line = LineField(required=False).clean(typed)
    except ValidationError:
        return
    assert line == " ".join(line.split())
    assert line.isprintable() or not line.isascii()
    assert "<" not in line and ">" not in line


@pytest.mark.parametrize(
    "typed, line",
    [
        ("  Jl.  Merdeka\r\n No. 12 ", "Jl. Merdeka No. 12"),
        ("Jl.\u200b Merdeka\u202e", "Jl. Merdeka"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_a_line_is_tidied(typed, line):
    assert LineField().clean(typed) == line


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "\r\n\t"])
def test_blanks_are_nothing(typed):
    with pytest.raises(ValidationError) as refused:
        LineField(error_messages={"required": "Isi ini."}).clean(typed)

    assert refused.value.messages == ["Isi ini."]


@pytest.mark.parametrize("field", [LineField(), NameField(), MailField(), PhoneField()])
def test_a_nul_is_refused_in_words(field):
    with pytest.raises(ValidationError) as refused:
        field.clean("Ani\x00@contoh.id")

    assert refused.value.messages == ["Isian ini mengandung tanda yang tidak terlihat. Ketik ulang."]


def test_too_long_a_line_says_by_how_much():
    with pytest.raises(ValidationError) as refused:
        LineField(max_length=5).clean("Palembang")

    assert refused.value.messages == ["Paling banyak 5 huruf; sekarang ada 9."]


@pytest.mark.parametrize(
    "name", ["Siti Nur'aini", "I Gusti Ngurah, S.Pd.", "Toko Maju (Bu Ani) & Anak", "Łukasz", "王小明", "R2"]
)
def test_names_of_people_and_shops_are_taken(name):
    assert NameField().clean(name) == name


@pytest.mark.parametrize(
    "name, message",
    [
        ("<b>Ani</b>", "Hapus tanda < dan > dari isian ini."),
        ("http://hadiah.example", "Nama hanya berisi huruf, angka, dan tanda . , ' - / ( ) &"),
        ("=cmd|'/c calc'!A1", "Nama hanya berisi huruf, angka, dan tanda . , ' - / ( ) &"),
        ("12345", "Tulis nama dengan huruf."),
        ("...", "Tulis nama dengan huruf."),
    ],
)
def test_what_is_no_name_is_refused(name, message):
    with pytest.raises(ValidationError) as refused:
        NameField().clean(name)

    assert refused.value.messages == [message]


def test_an_email_address_is_kept_in_lower_case():
    assert MailField().clean(" Ani@Contoh.ID ") == "ani@contoh.id"


@pytest.mark.parametrize(
    "typed", ["ani", "ani@", "ani@contoh", "ani @contoh.id", "a@b.id, c@d.id", "@contoh.id"]
)
def test_what_is_no_email_address_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refused:
        MailField().clean(typed)

    assert refused.value.messages == ["Tulis alamat e-mail selengkapnya, misalnya nama@contoh.id."]
