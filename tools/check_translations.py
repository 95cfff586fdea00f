"""Every text of the shop has its English, and what packages say in Indonesian is translated as carefully.

None missing, none doubtful, none left over; placeholders and tags are those of the original.
"""

import ast
import re
import sys

from tools import messages

KEPT = re.compile(r"\{\w*\}|</?[a-z]\w*")


def problems():
    for path in (messages.ENGLISH, messages.INDONESIAN):
        if not path.exists():
            yield f"{path.relative_to(messages.ROOT)} is missing."
            return
    yield from hidden_texts()
    texts = messages.texts()
    yield from _of_english(texts, messages.catalogue(messages.ENGLISH))
    yield from _of_indonesian(texts, messages.catalogue(messages.INDONESIAN))


def hidden_texts():
    """Texts inside f-strings, which extraction does not see."""
    for path in messages.sources():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.JoinedStr) and any(map(_is_translation, ast.walk(node))):
                yield f"{path.relative_to(messages.ROOT)}:{node.lineno}: a text inside an f-string is not found."


def _is_translation(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", None) in messages.KEYWORDS


def _of_english(texts, english):
    for text in texts:
        if text.id:
            path, line = text.locations[0]
            yield from _of_text(f"{path}:{line}: {text.id!r}", english.get(text.id, text.context))
    for message in english:
        if message.id and texts.get(message.id, message.context) is None:
            yield f"{message.id!r} is translated but no longer used."
    yield from (f"{text!r} is kept as obsolete." for text in english.obsolete)


def _of_indonesian(texts, indonesian):
    for message in indonesian:
        if message.id:
            yield from _of_text(f"id: {message.id!r}", message)
        if message.id and texts.get(message.id, message.context) is not None:
            yield f"id: {message.id!r} is a text of our own, which is Indonesian as it stands."
    yield from (f"id: {text!r} is kept as obsolete." for text in indonesian.obsolete)


def _of_text(where, translation):
    if translation is None or not messages.is_translated(translation):
        yield f"{where} has no translation."
    elif translation.fuzzy:
        yield f"{where} has a doubtful (fuzzy) translation."
    else:
        yield from (f"{where}: {error}" for error in translation.check())
        yield from (
            f"{where}: {words!r} lacks or adds a placeholder or tag."
            for original, words in _pairs(translation)
            if sorted(KEPT.findall(original)) != sorted(KEPT.findall(words))
        )


def _pairs(message):
    """Each translated form with the form it translates; a language may have more or fewer forms than the original."""
    if not isinstance(message.string, tuple):
        return [(message.id, message.string)]
    return [(message.id[min(form, 1)], words) for form, words in enumerate(message.string)]


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "every text has its translation")
    sys.exit(bool(found))
