"""What a buyer decided about a piece, on pages and in mails."""

from django import template

from catalog.choices import in_words, wishes_of

register = template.Library()
register.filter("wishes", wishes_of)
register.filter("in_words", in_words)
