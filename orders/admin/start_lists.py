"""What the first page of the admin is made of: numbers and lists, each with the way to the whole."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Row:
    words: str
    detail: str
    link: str
    tag: str = ""
    tone: str = "plain"


@dataclass(frozen=True)
class Section:
    """A list of the first page. `empty` is what stands there when nothing waits; `more` leads to all of it."""

    title: str
    rows: list[Row]
    empty: str
    more: str


@dataclass(frozen=True)
class Count:
    """A number that is the length of the list behind its link."""

    number: int
    words: str
    link: str
    is_trouble: bool = False


def list_of(name, query=""):
    return reverse(f"admin:{name}_changelist") + query
