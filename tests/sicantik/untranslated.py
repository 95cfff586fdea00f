"""Noting which texts of other packages a page shows without an Indonesian translation."""

from contextlib import contextmanager

from django.utils import translation
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, TranslationCatalog

from tools import messages


@contextmanager
def noted(monkeypatch):
    """The set of texts looked up in vain while Indonesian was spoken; our own are Indonesian as they stand."""
    missed = set()
    get, plural = TranslationCatalog.get, TranslationCatalog.plural

    def note(catalogue, text):
        if translation.get_language() == "id" and text not in catalogue and (text, 0) not in catalogue:
            missed.add(text)

    def noting_get(self, key, default=None):
        if isinstance(key, str):
            note(self, key)
        return get(self, key, default)

    def noting_plural(self, key, number):
        note(self, key)
        return plural(self, key, number)

    with monkeypatch.context() as patch:
        patch.setattr(TranslationCatalog, "get", noting_get)
        patch.setattr(TranslationCatalog, "plural", noting_plural)
        yield missed
    missed -= _own()


def _own():
    texts = [text for text in messages.texts() if text.id]
    return {
        f"{text.context}{CONTEXT_SEPARATOR}{words}" if text.context else words
        for text in texts
        for words in (text.id if isinstance(text.id, tuple) else (text.id,))
    }
