"""What other packages may hear about pages."""

from django.dispatch import Signal

#: The audience in force of some pages changed. `changes`: translation key -> audience id. The audience is `nobody` while
#: no version of the page is live, and once it is deleted. Sent in the transaction of the change.
page_audiences_changed = Signal()
