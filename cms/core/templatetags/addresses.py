from django import template

from cms.core import addresses

register = template.Library()

register.filter("url_of", addresses.url_of)
register.filter("url_here", addresses.url_here)
