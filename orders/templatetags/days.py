"""Days and moments in templates, as `orders.days` says them."""

from django import template

from orders import days

register = template.Library()

# Moments come in UTC; their day is the day here.
register.filter("day", days.day, expects_localtime=True)
register.filter("span", days.span)
register.filter("stamp", days.stamp)
register.filter("moment", days.moment)
register.filter("time_left", days.time_left)
