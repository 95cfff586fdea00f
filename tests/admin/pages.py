"""Reading pages of the admin in tests."""

import re
from html import unescape

from django.contrib.messages import get_messages


def told(response):
    """The messages that an answer leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response):
    """The refusals of an admin form, field by field."""
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}


def rows(response):
    """Keys of the rows a list shows, in its order."""
    return [row.pk for row in response.context["cl"].result_list]


def words(response):
    """The words on a page, without its tags, one space between."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
