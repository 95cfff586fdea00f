"""Where and when something is fetched, in the words of `orders.fetching`."""

from django import template

from orders import fetching

register = template.Library()
register.simple_tag(fetching.place_and_time, name="pickup_words")
register.simple_tag(fetching.place_and_time_later, name="pickup_words_later")
register.simple_tag(fetching.rule_of, name="pickup_rule")
