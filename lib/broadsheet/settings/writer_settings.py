"""Who phrases the brief of a report: nobody, a writer that a package offers, or a server, and the variable that holds its key."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, StrictFloat, StrictStr, model_validator
from pydantic.dataclasses import dataclass

from broadsheet.errors import RequestError
from broadsheet.settings.complaints import broken_rule

KEY_VARIABLE: Final = "BROADSHEET_WRITER_KEY"
"""The variable of the environment that holds the key of a writer's server, where no other is named."""


def is_address(writer: str) -> bool:
    """Whether a writer is named by an address, and not by the name that a package offers it under."""
    return ":" in writer or "/" in writer


def writer_address(given: str) -> str:
    """The address of a server that writes, from what a person wrote.

    Parameters
    ----------
    given
        Such as "http://localhost:8080/v1".

    Returns
    -------
    str
        The same without a last slash.

    Raises
    ------
    RequestError
        It is no http or https address, or holds more than that: a user name, a password, a query. The message does not repeat it, as it
        may hold a key.

    Examples
    --------
    >>> writer_address("http://localhost:8080/v1/")
    'http://localhost:8080/v1'
    """
    try:
        parts = urlsplit(given)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known or re.search(r"[\s\x00-\x20\x7f-\U0010ffff]", given):
        raise RequestError("the address of a writer should be like \"http://localhost:8080/v1\"")
    if parts.username or parts.password or parts.query or parts.fragment or "?" in given or "#" in given:
        raise RequestError(f"the address of a writer has no user name, password or query; a key belongs into ${KEY_VARIABLE}")
    return given.rstrip("/")


def key_variable(given: str) -> str:
    """The name of the variable that holds a key, written as "$NAME".

    Raises
    ------
    RequestError
        It is written otherwise. The message does not repeat it, as it may be the key itself.

    Examples
    --------
    >>> key_variable("$DESK_KEY")
    'DESK_KEY'
    """
    if not re.fullmatch(r"\$[A-Za-z_][A-Za-z0-9_]*", given):
        raise RequestError("the key of a writer is named by the variable of the environment that holds it, as in \"$DESK_WRITER_KEY\"")
    return given[1:]


def _address(value: str) -> str:
    return _checked(writer_address, value)


def _key(value: str) -> str:
    _checked(key_variable, value)
    return value


def _checked(check: Callable[[str], str], value: str) -> str:
    try:
        return check(value)
    except RequestError as error:
        raise broken_rule(str(error)) from error


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class WriterSettings:
    """Who phrases the brief; nobody without `name` or `address`.

    Parameters
    ----------
    name
        The name under which a package offers a writer.
    address, model
        Where a server is asked, and for which of its models.
    key
        The variable of the environment that holds the server's key, as "$NAME".
    seconds
        Seconds until its whole answer has to be there.
    """

    name: StrictStr | None = None
    address: Annotated[StrictStr, AfterValidator(_address)] | None = None
    model: StrictStr | None = None
    key: Annotated[StrictStr, AfterValidator(_key)] | None = None
    seconds: Annotated[StrictFloat, Field(gt=0)] = 120.0

    @model_validator(mode="after")
    def _is_one_writer(self) -> Self:
        if self.name is not None and self.address is not None:
            raise broken_rule("a writer is either a name or an address", "name")
        if self.name is not None and is_address(self.name):
            raise broken_rule("writer.name is the name of an installed writer; a server belongs into writer.address", "name")
        if self.address is not None and not self.model:
            raise broken_rule("writer.address needs writer.model, the name of the server's model", "address")
        return self

    @property
    def asked(self) -> str | None:
        """The name or the address; None where nobody is to write."""
        return self.name or self.address
