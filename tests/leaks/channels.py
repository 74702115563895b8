"""What a channel is: a way in which a thing can reach a reader, or a reader a thing.

An own address must answer in full to those who may see the thing, and to all others like the same address of what never
existed. A listing must name what its readers may see, and hold no byte of anything else. A write must be refused to whoever
may not know of the thing, as if there were nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.leaks.oracle import Person, Thing
from tests.leaks.village import ORACLE
from tests.leaks.world import World

ABSENT_ID = 987_654_321


@dataclass(frozen=True)
class Own:
    """An own address of one kind of thing. `fields`: the texts that the answer must show."""

    name: str
    kind: type
    address: Callable[[World, Thing], str]
    absent: Callable[[World, Thing], str]
    fields: Callable[[Thing], Iterable[str]] = lambda thing: ()
    #: Who may see the thing here; `told`: who may at least learn something of it, such as that it was removed.
    visible: Callable[[Person, Thing], bool] = ORACLE.may_see
    told: Callable[[Person, Thing], bool] = lambda person, thing: False


@dataclass(frozen=True)
class Listing:
    """Where things are named in passing. `due`: the canaries that a person must find there; `visible`: what may be named."""

    name: str
    addresses: Callable[[World, Person], Iterable[str]]
    due: Callable[[Person], Iterable[str]]
    visible: Callable[[Person, Thing], bool] = ORACLE.may_see


@dataclass(frozen=True)
class Write:
    """An address that changes things; `absent` has the same form and names nothing. `may`: who is let in."""

    name: str
    kind: type
    address: Callable[[World, Thing], str]
    absent: str
    may: Callable[[Person, Thing], bool]
    data: tuple[tuple[str, str], ...] = (
        ("body", "A word at the door."),
        ("username", "outsider"),
        ("kind", "like"),
        ("helpful", "yes"),
        ("act", "confirm"),
    )
