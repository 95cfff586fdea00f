"""Going through the shop as one who opens every kind of page once and sends every form, first empty, then wrong."""

import re
from collections import namedtuple
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

Form = namedtuple("Form", "action method fields")
Visited = namedtuple("Visited", "address response page")

# Nothing is typed into these.
BUTTONS = {"hidden", "submit", "button", "reset", "file"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")
SILENT = re.compile(r"^(script|style|template)$")
# Their letters make a picture.
ICONS = "material-symbols-outlined"


class Page(HTMLParser):
    """What a page says, its links, and its forms with what may be typed into them."""

    def __init__(self, content):
        super().__init__()
        self.words, self.links, self.forms = [], [], []
        self._silent_in = None
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        self.words += [found[name] for name in SPOKEN if found.get(name)]
        if SILENT.match(tag) or ICONS in found.get("class", ""):
            self._silent_in = tag
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get").lower(), {}))
        elif tag in {"input", "select", "textarea"} and self.forms and found.get("name"):
            self.forms[-1].fields[found["name"]] = (found.get("type", tag), found.get("value", ""))

    def handle_endtag(self, tag):
        if tag == self._silent_in:
            self._silent_in = None

    def handle_data(self, data):
        if not self._silent_in and data.strip():
            self.words.append(" ".join(data.split()))


def crawl(client, *starts, below="/"):
    """All of `starts`, and one page of every other kind `below`."""
    # None is the view of places outside the shop.
    seen, ahead = {None} | set(map(_view, starts)), list(starts)
    while ahead:
        address = ahead.pop(0)
        visited = _visited(address, client.get(address, follow=True))
        yield visited
        links = (urljoin(address, link) for link in visited.page.links)
        for link in links:
            if link.startswith(below) and _view(link) not in seen:
                seen.add(_view(link))
                ahead.append(link)


def answers(client, visited):
    """What the forms of a page say to nothing, and to nonsense."""
    for form in visited.page.forms:
        typed = [name for name, (kind, _value) in form.fields.items() if kind not in BUTTONS]
        # A form without anything to type does its work at once.
        if form.method == "post" and typed:
            address = urljoin(visited.address, form.action)
            hidden = {name: value for name, (kind, value) in form.fields.items() if kind == "hidden"}
            for words in ("", "<?>"):
                yield _sent(client, address, hidden | dict.fromkeys(typed, words))


def _sent(client, address, data):
    response = client.post(address, data, headers={"Sec-Fetch-Site": "same-origin"}, follow=True)
    return _visited(f"{address} after {data}", response)


def _visited(address, response):
    is_page = response.get("Content-Type", "").startswith("text/html")
    return Visited(address, response, Page(response.content.decode() if is_page else ""))


def _view(address):
    """What identifies a kind of page; None for other places than the shop."""
    parts = urlsplit(address)
    try:
        return None if parts.netloc else resolve(parts.path).view_name
    except Resolver404:
        return None
