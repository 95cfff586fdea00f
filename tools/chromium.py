"""Where a Chromium is; `python -m tools.chromium` prints its path, or says what to do and fails."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def path() -> str:
    """CHROMIUM, or the first one installed, or the one Playwright brought."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *_of_playwright()]
    found = next(filter(None, candidates), None)
    if found is None:
        raise RuntimeError(
            "No Chromium found. Install it (apt-get install chromium) or set CHROMIUM to its path."
        )
    return found


def _of_playwright():
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return [str(each) for each in sorted(home.glob("chromium-*/chrome-linux*/chrome"), reverse=True)]


if __name__ == "__main__":
    try:
        print(path())
    except RuntimeError as error:
        sys.exit(str(error))
