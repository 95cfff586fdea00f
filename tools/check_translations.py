"""Every text of the shop has its English: none missing, none doubtful, none left over, placeholders the same."""

import sys

from tools import messages


def problems():
    if not messages.ENGLISH.exists():
        yield f"{messages.ENGLISH.relative_to(messages.ROOT)} is missing: run `python -m tools.messages`."
        return
    english = messages.english()
    texts = messages.texts()
    for text in texts:
        if text.id:
            yield from _of_text(text, english.get(text.id, text.context))
    for message in english:
        if message.id and texts.get(message.id, message.context) is None:
            yield f"{message.id!r} is translated but no longer used."
    yield from (f"{text!r} is kept as obsolete." for text in english.obsolete)


def _of_text(text, translation):
    path, line = text.locations[0]
    where = f"{path}:{line}: {text.id!r}"
    if translation is None or not messages.is_translated(translation):
        yield f"{where} has no English translation."
    elif translation.fuzzy:
        yield f"{where} has a doubtful (fuzzy) English translation."
    else:
        translation.flags |= text.flags
        yield from (f"{where}: {error}" for error in translation.check())


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "every text has its English")
    sys.exit(bool(found))
