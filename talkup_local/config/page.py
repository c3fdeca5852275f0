"""Settings of the pages that the appliance serves itself."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from talkup_local.config.section import Section


class Page(Section, frozen=True):
    """The candidate's page at `/` and the operator's at `/admin`."""

    enabled: Annotated[
        bool,
        Meta(description="Serve them; `false` leaves only the protocols."),
    ] = True
    title: Annotated[
        Annotated[str, Meta(max_length=80)],
        Meta(description="Your organisation's name, shown on the candidate's page."),
    ] = ""
    contact: Annotated[
        Annotated[str, Meta(max_length=200)],
        Meta(
            description="Whom candidates ask when something does not work, "
            "as `Room 12, or help@example.org`."
        ),
    ] = ""
