"""Screen texts of code and templates, and their translations, with Babel alone: nobody needs gettext installed.

`python -m tools.messages` brings sicantik/locale/en up to date: new texts come in empty, unused ones go.

Our own texts are Indonesian already. sicantik/locale/id holds what Django, Oscar and other packages show and did not
translate, or translated badly; it is written by hand.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("sicantik", "upt_accounts", "catalog", "orders")
ENGLISH = ROOT / "sicantik" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Without dates and names: a run that changes no text changes no line.
HEADER = """\
# What the shop says in English. `python -m tools.messages` keeps the list of texts.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
INDONESIAN = ROOT / "sicantik" / "locale" / "id" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    name: place
    for suffix in ("", "_lazy", "_noop")
    for name, place in (
        (f"gettext{suffix}", None),
        (f"ngettext{suffix}", (1, 2)),
        (f"pgettext{suffix}", ((1, "c"), 2)),
        (f"npgettext{suffix}", ((1, "c"), 2, 3)),
    )
} | {"_": None}


def texts() -> Catalog:
    """Every text our own code and templates show, with the places it comes from."""
    found = Catalog()
    for path in (*sources(), *templates()):
        content = path.read_bytes()
        if path.suffix != ".py":
            content = _as_python(content.decode())
        for line, message, comments, context in extract(
            "python", io.BytesIO(content), KEYWORDS, ["Translators:"]
        ):
            place = (str(path.relative_to(ROOT)), line)
            found.add(message, None, [place], auto_comments=comments, context=context)
    return found


def catalogue(path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name)


def is_translated(message) -> bool:
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words)


def update():
    known = catalogue(ENGLISH) if ENGLISH.exists() else Catalog(locale="en", project="SICANTIK")
    # A guess at a similar text would have to be marked fuzzy and is forbidden: better an empty one.
    known.update(texts(), no_fuzzy_matching=True)
    known.obsolete.clear()
    for message in known:
        # Babel doubts a text that has got a plural.
        if message.id and message.fuzzy:
            message.string = ("",) * known.num_plurals if message.pluralizable else ""
            message.flags.discard("fuzzy")
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as target:
        target.write(HEADER.encode())
        write_po(target, known, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
    empty = [message for message in known if message.id and not is_translated(message)]
    print(f"{len(known)} texts, {len(empty)} of them without a translation: {ENGLISH.relative_to(ROOT)}")


def sources():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not any(part.endswith("migrations") for part in path.parts):
                yield path


def templates():
    for folder in (ROOT, *(ROOT / room for room in ROOMS)):
        yield from sorted(
            path for path in (folder / "templates").rglob("*") if path.suffix in {".html", ".txt", ".xml"}
        )


def _as_python(template: str) -> bytes:
    if not settings.configured:
        settings.configure()
    lines = templatize(template).splitlines()
    # What stands between the texts is blanked out, but its indentation would be none to Python.
    return "\n".join(line.strip() for line in lines).encode()


if __name__ == "__main__":
    update()
