"""What other packages may hear of the network."""

from django.dispatch import Signal

#: An activity was recorded. Sent with `activity`, in the transaction of the act itself.
activity_recorded = Signal()
