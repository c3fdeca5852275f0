"""``talkup-local tls``: certificates for this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import psutil
import typer

from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.server import certificates
from talkup_local.server.certificates import CA_CERT, CERT, KEY, MAX_DAYS, Made

app = typer.Typer(help="Make certificates for this machine.", no_args_is_help=True)

_TRUST: Final = """\
Browsers trust this server once they trust its authority. Copy {ca} (never {ca_key})
to each machine, compare the SHA-256 fingerprint

  {fingerprint}

and then, there:

  Windows   certutil -addstore -user Root ca.pem
  macOS     security add-trusted-cert -k ~/Library/Keychains/login.keychain-db ca.pem
  Debian    sudo cp ca.pem /usr/local/share/ca-certificates/talkup-local.crt
            sudo update-ca-certificates
  Fedora    sudo trust anchor ca.pem
  Chrome on Linux: Settings, Privacy and security, Security, Manage certificates,
            then import it as an authority for web sites
  Firefox   Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import
  Android   Settings, Security, Encryption & credentials, Install a certificate, CA certificate
  iOS       send it to the device and install the profile; then Settings, General, About,
            Certificate Trust Settings, and switch it on

Programs take it as it is: curl --cacert ca.pem, or in Python
ssl.create_default_context(cafile="ca.pem").
"""


@app.callback()
def _tls() -> None:
    """Make certificates for this machine."""


@app.command()
def init(
    *,
    name: Annotated[
        list[str] | None,
        typer.Option(help="A further host name or address; may be given several times."),
    ] = None,
    days: Annotated[
        int, typer.Option(min=1, max=MAX_DAYS, help="For how long the certificate is valid.")
    ] = 397,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the files.", show_default="tls beside the configuration"),
    ] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Make a local authority, if there is none, and a certificate for this machine's names."""
    _, base = configure(config, check=False)  # encryption may be what it still lacks
    folder = (base / "tls" if out is None else out).resolve()
    now = SystemClock().utc_now()
    made = certificates.make(folder, [*(name or ()), *names()], now, days=days)
    settings = {"cert": _from(base, folder / CERT), "key": _from(base, folder / KEY)}
    if json:
        print_json(
            {
                "names": made.names,
                "expires": made.expires.isoformat(),
                "ca": str(folder / CA_CERT),
                "ca_kept": made.ca_kept,
                "ca_expires": made.ca_expires.isoformat(),
                "ca_fingerprint": made.ca_fingerprint,
                "tls": settings,
            }
        )
    else:
        _show(made, settings)


def names() -> list[str]:
    """Return what this machine is called: its host name, and the addresses that it has now.

    No resolver is asked: that might send a packet. Addresses of one link only are left out.
    """
    found = [*_host_names(), "localhost", "127.0.0.1", "::1"]
    for addresses in psutil.net_if_addrs().values():
        for address in addresses:
            if address.family in {socket.AF_INET, socket.AF_INET6} and "%" not in address.address:
                ip = ipaddress.ip_address(address.address)
                if not (ip.is_loopback or ip.is_link_local):
                    found.append(str(ip))
    return list(dict.fromkeys(found))


def _host_names() -> Iterator[str]:
    host = socket.gethostname().strip(".").lower()
    if certificates.is_host_name(host):
        yield host
        short = host.partition(".")[0]
        yield short
        if short != "localhost":
            yield f"{short}.local"  # as it is announced on the local network


def _from(base: Path, path: Path) -> str:
    """Return how the configuration in ``base`` may name ``path``."""
    base = base.resolve()
    return str(path.relative_to(base) if path.is_relative_to(base) else path)


def _show(made: Made, settings: dict[str, str]) -> None:
    folder = made.folder
    kept = "kept" if made.ca_kept else "made"
    typer.echo(f"authority    {folder / CA_CERT} ({kept}; valid until {made.ca_expires:%Y-%m-%d})")
    typer.echo(f"certificate  {folder / CERT} (valid until {made.expires:%Y-%m-%d})")
    typer.echo(f"names        {', '.join(made.names)}")
    typer.echo("\nPut this into the configuration:\n\n[tls]")
    for key, value in settings.items():
        typer.echo(f'{key} = "{value}"')
    typer.echo(
        "\n"
        + _TRUST.format(
            ca=folder / CA_CERT, ca_key=certificates.CA_KEY, fingerprint=made.ca_fingerprint
        ),
        nl=False,
    )
