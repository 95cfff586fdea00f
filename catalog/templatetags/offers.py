"""A product's ways and days in words, as `catalog.offers` reckons them."""

from django import template

from catalog import offers

register = template.Library()
register.simple_tag(offers.queue_words)
register.simple_tag(offers.when_it_opens)
