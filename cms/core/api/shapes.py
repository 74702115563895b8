"""What goes in and out of the API: the base of all that is sent, and the statuses that every operation may answer."""

from collections.abc import Iterator
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

#: The largest number that a row can have.
MAX_ID = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=MAX_ID)]


class Error(Schema):
    """The one form of errors."""

    code: str = Field(examples=["not_found"])
    message: str = Field(
        description="A sentence in the reader's language.", examples=["There is nothing here for you."]
    )
    fields: dict[str, list[str]] = Field(description="The messages by field.", examples=[{}])


class Input(Schema):
    """The body of a writing request. Unknown fields, other types and characters that cannot be kept are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @field_validator("*", mode="before")
    @classmethod
    def refuse_what_cannot_be_kept(cls, value: Any) -> Any:
        """Refuse a NUL or half a character in any text."""
        if not all(_can_be_kept(text) for text in _texts_in(value)):
            raise PydanticCustomError("nul", "A text holds a character that cannot be kept.")
        return value


def _texts_in(sent: Any) -> Iterator[str]:
    """Yield every text of a body, however deep it is nested."""
    left = [sent]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            left += [*value, *value.values()]
        elif isinstance(value, list):
            left += value


def _can_be_kept(text: str) -> bool:
    try:
        return b"\x00" not in text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False


#: The statuses of the errors that every operation of a kind may answer.
READING_ERRORS = frozenset({401, 404, 422, 429, 503})
WRITING_ERRORS = READING_ERRORS | {403, 409, 413, 507}


def reads(shape: Any, *, also: frozenset[int] = frozenset()) -> dict[Any, Any]:
    """Return the answers of a reading operation."""
    return {200: shape, READING_ERRORS | also: Error}


def writes(shape: Any, *, status: int | frozenset[int] = 200) -> dict[Any, Any]:
    """Return the answers of a writing operation."""
    return {status: shape, WRITING_ERRORS: Error}
