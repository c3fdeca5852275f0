"""``talkup-local service``: one service alone, for any AI server."""

from __future__ import annotations

from typing import Annotated

import typer

from talkup_local.cli.options import ConfigPath, Host, Insecure, Port, ProfileName, configure
from talkup_local.cli.serve import run
from talkup_local.protocol.services.contents import TAKES, service_named


def service(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(TAKES)}.", show_default=False)],
    *,
    host: Host = None,
    port: Port = None,
    profile: ProfileName = None,
    config: ConfigPath = None,
    insecure: Insecure = None,
) -> None:
    """Serve one service, with only the engines that it needs.

    Prints `listening on ws://HOST:PORT` (or `wss:`) once it can be asked: there, and at
    `/services/NAME`.
    """
    found = service_named(name)
    if found is None:
        raise typer.BadParameter(f"There is no service {name!r}. There are: {', '.join(TAKES)}.")
    settings, folder = configure(
        config,
        {
            "server.host": host,
            "server.port": port,
            "server.insecure": insecure,
            "profile": profile,
        },
    )
    from talkup_local.wiring import ServiceHost

    run(ServiceHost(settings, folder, (found,)))
