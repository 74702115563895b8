"""What goes in and out of the API: the base of all that is sent, and the statuses that every operation may answer."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator
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
    """The body of a writing request. Unknown fields and characters that cannot be kept are refused."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def refuse_nul(cls, sent: Any) -> Any:
        """Refuse a NUL in any text."""
        if _holds_nul(sent):
            raise PydanticCustomError("nul", "A text holds a NUL.")
        return sent


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_holds_nul(one) for one in value.values())
    return isinstance(value, list) and any(_holds_nul(one) for one in value)


READING = frozenset({401, 404, 422, 429})
WRITING = READING | {403, 409, 413}


def reads(shape: Any, *, also: frozenset[int] = frozenset()) -> dict[Any, Any]:
    """Return the answers of a reading operation."""
    return {200: shape, READING | also: Error}


def writes(shape: Any, *, status: int | frozenset[int] = 200) -> dict[Any, Any]:
    """Return the answers of a writing operation."""
    return {status: shape, WRITING: Error}
