"""What others hear of people."""

from django.dispatch import Signal

#: Many people changed at once, without a signal for each. Sends `ids`, the ids of their accounts.
people_changed = Signal()
