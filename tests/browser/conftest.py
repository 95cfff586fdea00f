"""A real Chromium on the live shop: `page.goto("/katalog/")`.

- `page`: a phone, 390 px wide. `wide_page`: a desk, 1280 px. `plain_page`: a phone without JavaScript.
- `open_page(width=320, javascript=False, color_scheme="dark", …)`: one more visitor with cookies of its own.
- `complaints`: what pages logged as errors or warnings, and requests to other hosts. Not empty at the end: the test
  fails. Who opens a 404 page on purpose empties it: `complaints.clear()`.

All of them bring `shop` along, whose database the test fills with factories. With BROWSER_SHOTS set to a folder, the
last state of every page is photographed into it.
"""

import os
from pathlib import Path

import pytest

from tests.stage import browser as stage


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = stage.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints():
    heard = []
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture
def open_page(request, shop, browser, complaints):
    contexts = []

    def visitor(**options):
        context = stage.open_context(browser, base_url=shop.url, **options)
        contexts.append(context)
        # New windows of this visitor are listened to as well.
        context.on("page", lambda page: stage.listen(page, complaints))
        return context.new_page()

    yield visitor
    _photograph(request.node.name, contexts)
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def wide_page(open_page):
    return open_page(width=stage.DESK)


@pytest.fixture
def plain_page(open_page):
    return open_page(javascript=False)


def _photograph(name, contexts):
    folder = os.environ.get("BROWSER_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(page for context in contexts for page in context.pages):
            page.screenshot(path=Path(folder) / f"{name}-{number}.png", full_page=True)
