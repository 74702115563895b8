"""What other packages may hear about the upkeep of pages."""

from django.dispatch import Signal

#: Other people own some pages than before. `pks`: the ids of the pages. Sent in the transaction of the change.
page_owners_changed = Signal()
