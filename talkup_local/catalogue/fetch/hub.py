"""What the hub says of a repository, by its own client."""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass
from typing import Final

from talkup_local.catalogue.fetch.retry import Limits
from talkup_local.catalogue.fetch.web import AGENT, NotThere, host_of, refusal, unreachable
from talkup_local.errors import FetchError

ENDPOINT: Final = "https://huggingface.co"

_OF_A_PROXY: Final = frozenset({"InvalidURL", "ImportError"})  # by name, as the library changes


class NoHub(FetchError):
    """What answers there does not speak the hub's API."""


@dataclass(frozen=True, kw_only=True)
class HubFile:
    """A file of a repository. sha256: of large ones (LFS); git_sha1: of the others."""

    url: str
    size_bytes: int | None
    sha256: str | None
    git_sha1: str | None


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A repository at one commit. files: by path."""

    commit: str
    files: dict[str, HubFile]


def ask(
    endpoint: str, repository: str, revision: str | None, token: str, limits: Limits
) -> Repository:
    """Return what ``repository`` holds at ``revision``, None for its newest.

    token: "" asks as anybody. Raises Broken, NotThere, NoHub, FetchError.
    """
    from huggingface_hub import HfApi, constants, hf_hub_url

    constants.HF_HUB_DISABLE_TELEMETRY = True  # else it asks its makers' hub too, mirror or not
    if not endpoint.startswith(("http://", "https://")):
        raise FetchError(endpoint, "this is no address of a hub", "Write it as https://…")
    # its own header tells more about this machine than a download needs
    api = HfApi(endpoint=endpoint, token=token or False, headers={"user-agent": AGENT})
    try:
        info = api.model_info(
            repository, revision=revision, files_metadata=True, timeout=limits.connect_s
        )
    except Exception as exc:  # which library its connections use is its own business
        raise _meaning(exc, endpoint, repository, revision) from exc
    if not info.sha:
        raise NoHub(host_of(endpoint), f"it has no hub's API ({endpoint} names no commit)")
    files = {
        each.rfilename: HubFile(
            url=hf_hub_url(repository, each.rfilename, revision=info.sha, endpoint=endpoint),
            size_bytes=each.size,
            sha256=each.lfs.sha256 if each.lfs else None,
            git_sha1=None if each.lfs else each.blob_id,
        )
        for each in info.siblings or ()
    }
    return Repository(commit=info.sha, files=files)


def _meaning(exc: Exception, endpoint: str, repository: str, revision: str | None) -> FetchError:
    """Return what an error of the client's means."""
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    host, at = host_of(endpoint), f"{endpoint}/{repository}"
    found: FetchError
    match exc:
        case GatedRepoError():
            mend = f"Log in there, accept its terms at {at}, and set HF_TOKEN to a token of yours"
            found = FetchError(host, f"{repository} asks for a login", mend)
        case RevisionNotFoundError():
            mend = "Check the revision in the catalogue and in the lock"
            found = NotThere(host, f"{repository} has no revision {revision}", mend)
        case RepositoryNotFoundError():
            mend = "Check its name; if it is private, set HF_TOKEN to a token that may read it"
            found = NotThere(host, f"there is no {repository}, or it is private", mend)
        case OfflineModeIsEnabled():
            mend = "Unset it for this command, or pull from a folder: --mirror /media/usb"
            found = FetchError(host, "HF_HUB_OFFLINE forbids to ask it", mend)
        case HfHubHTTPError():
            found = refusal(exc.response.status_code, exc.response.headers, at, host)
            if isinstance(found, NotThere) and "X-Error-Code" not in exc.response.headers:
                found = NoHub(host, f"it has no hub's API ({at} is not there)")
        case _ if type(exc).__name__ in _OF_A_PROXY:
            mend = "Set HTTPS_PROXY or ALL_PROXY to http://host:port, or unset them"
            found = FetchError(host, "a proxy that the environment names can't be used", mend)
        case ValueError() | TypeError() | KeyError():  # of what it reads as JSON
            found = NoHub(host, f"it has no hub's API ({at} is no answer of one)")
        case _:
            found = unreachable(_root(exc), host)
    return found


def _root(exc: BaseException) -> BaseException:
    """Return the system's own error beneath a library's."""
    found: BaseException = http.client.HTTPException(type(exc).__name__)
    cause: BaseException | None = exc
    while cause is not None:
        if isinstance(cause, OSError | ssl.SSLError):
            found = cause
        elif "Timeout" in type(cause).__name__:
            found = TimeoutError(str(cause))
        cause = cause.__cause__ or cause.__context__
    return found
