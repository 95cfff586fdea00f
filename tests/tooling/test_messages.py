"""The list of texts, and what is said about a translation that is not as it should be."""

import pytest
from babel.messages.pofile import read_po

from tools import check_translations, compile_messages, messages


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A shop of one room with the texts of each case, and catalogues of its own; `write(path, content)`."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "ROOMS", ("orders",))
    for name, language in (("ENGLISH", "en"), ("INDONESIAN", "id")):
        path = tmp_path / "sicantik" / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(messages.HEADER.replace("Language: en", f"Language: {language}"))
        monkeypatch.setattr(messages, name, path)

    def write(path, content):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)

    return write


def translate(path, **changes):
    """Write the message whose words are `id` into a catalogue."""
    lines = [f'{name} "{words}"' for name, words in changes.items() if name != "flags"]
    path.write_text(path.read_text() + "\n".join([changes.get("flags", ""), *lines]) + "\n")


def texts():
    return {message.id for message in messages.texts() if message.id}


def kept():
    with messages.ENGLISH.open("rb") as source:
        return {message.id: message.string for message in read_po(source) if message.id}


def test_texts_of_code_and_templates_are_found(project):
    project("orders/a.py", 'x = _("Kirim")\ny = ngettext("%(n)d buah", "%(n)d buah", 2)\n')
    project("templates/b.html", '{% load i18n %}\n  {% translate "Bayar" %}')
    project(
        "orders/templates/c.txt",
        "{% load i18n %}{% blocktranslate trimmed %}\n  Dua\n  kata\n{% endblocktranslate %}",
    )

    assert texts() == {"Kirim", ("%(n)d buah", "%(n)d buah"), "Bayar", "Dua kata"}


def test_migrations_say_nothing(project):
    project("orders/migrations/0001_initial.py", 'x = _("Lama")\n')

    assert texts() == set()


def test_new_texts_come_in_empty_and_unused_ones_go(project):
    project("orders/a.py", 'x = _("Kirim")\ny = _("Bayar")\n')
    translate(messages.ENGLISH, msgid="Kirim", msgstr="Ship")
    translate(messages.ENGLISH, msgid="Lama", msgstr="Old")

    messages.update()

    assert kept() == {"Kirim": "Ship", "Bayar": ""}


def test_a_text_that_got_a_plural_is_to_be_translated_anew(project):
    project("orders/a.py", 'x = ngettext("%(n)d hari", "%(n)d hari", 2)\n')
    translate(messages.ENGLISH, msgid="%(n)d hari", msgstr="%(n)d days")

    messages.update()

    assert kept() == {("%(n)d hari", "%(n)d hari"): ("", "")}
    assert "fuzzy" not in messages.ENGLISH.read_text()


def test_a_run_without_news_changes_no_byte(project):
    project("orders/a.py", 'x = _("Kirim")\n')
    messages.update()
    before = messages.ENGLISH.read_bytes()

    messages.update()

    assert messages.ENGLISH.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "translation", "verdict"),
    [
        ("Kirim", {"msgstr": "Ship"}, None),
        ("Kirim", {"msgstr": ""}, "has no translation"),
        ("Kirim", {"msgstr": "Ship", "flags": "#, fuzzy"}, "doubtful"),
        ("Sisa %(n)d", {"msgstr": "%(m)d left"}, "n"),
        ("Sisa {n}", {"msgstr": "few left"}, "placeholder or tag"),
        ("<b>Sisa</b>", {"msgstr": "Left"}, "placeholder or tag"),
    ],
)
def test_english_is_judged(project, text, translation, verdict):
    project("orders/a.py", f'x = _("{text}")\n')
    translate(messages.ENGLISH, msgid=text, **translation)

    found = list(check_translations.problems())

    assert [verdict in problem for problem in found] == ([True] if verdict else [])


def test_a_missing_and_a_left_over_translation_are_told(project):
    project("orders/a.py", 'x = _("Kirim")\n')
    translate(messages.ENGLISH, msgid="Lama", msgstr="Old")

    assert list(check_translations.problems()) == [
        "orders/a.py:1: 'Kirim' has no translation.",
        "'Lama' is translated but no longer used.",
    ]


def test_plural_forms_are_compared_one_by_one(project):
    project("orders/a.py", 'x = ngettext("%(n)d hari", "%(n)d hari", 2)\n')
    plural = {
        "msgid": "%(n)d hari",
        "msgid_plural": "%(n)d hari",
        "msgstr[0]": "{n} day",
        "msgstr[1]": "%(n)d days",
    }
    translate(messages.ENGLISH, **plural)

    assert any("{n} day" in problem for problem in check_translations.problems())


def test_what_packages_say_in_indonesian_is_judged_as_well(project):
    project("orders/a.py", 'x = _("Status")\n')
    translate(messages.ENGLISH, msgid="Status", msgstr="Status")
    translate(messages.INDONESIAN, msgid="Status", msgstr="Keadaan")
    translate(messages.INDONESIAN, msgid="In stock", msgstr="")

    assert list(check_translations.problems()) == [
        "id: 'Status' is a text of our own, which is Indonesian as it stands.",
        "id: 'In stock' has no translation.",
    ]


def test_a_text_hidden_in_an_f_string_is_told(project):
    project("orders/a.py", "x = f\"{name}: {_('Kirim')}\"\n")

    assert list(check_translations.problems()) == ["orders/a.py:1: a text inside an f-string is not found."]


def test_catalogues_are_compiled_when_they_changed_and_only_then(project, monkeypatch):
    monkeypatch.setattr(compile_messages, "LOCALE", messages.ROOT / "sicantik" / "locale")
    translate(messages.ENGLISH, msgid="Kirim", msgstr="Ship")

    assert [compile_messages.compile_messages() for _turn in range(2)] == [2, 0]
    assert b"Ship" in messages.ENGLISH.with_suffix(".mo").read_bytes()
