"""What other packages may hear about pages."""

from django.dispatch import Signal

#: The audience in force of some pages changed. `changes`: translation key -> audience id. The audience is `nobody` while
#: no version of the page is live, and once it is deleted. Sent in the transaction of the change.
page_audiences_changed = Signal()

#: An import was told who keeps a page. `page`, and as ids of people `owner` and `contact`, each None when nothing was said.
page_stewards_named = Signal()
