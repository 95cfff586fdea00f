"""Compile the translations in sicantik/locale with Babel, so that nobody needs gettext installed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "sicantik" / "locale"


def compile_messages():
    """Write every .mo that is missing or older than its .po; returns how many."""
    stale = [po for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]
    for po in stale:
        _compile(po)
    return len(stale)


def _is_stale(po):
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po):
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    # Whoever reads the .mo meanwhile sees the old one or the new one, never half of it.
    written = po.with_suffix(f".{os.getpid()}")
    with written.open("wb") as target:
        write_mo(target, catalogue)
    written.rename(po.with_suffix(".mo"))


if __name__ == "__main__":
    print(f"{compile_messages()} catalogues compiled")
