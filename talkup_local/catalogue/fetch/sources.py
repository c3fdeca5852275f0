"""Where models come from: who is asked for which file, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.fetch import hub
from talkup_local.catalogue.fetch.origin import FolderOrigin, Origin, WebOrigin
from talkup_local.catalogue.fetch.retry import Broken, Limits
from talkup_local.catalogue.fetch.web import NotThere, Web, host_of
from talkup_local.errors import FetchError

_NEWEST: Final = "main"


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Who is asked.

    endpoint: the hub's address. mirror: an address or a folder that is asked in place of
    everything else, "" for none. token: for the hub alone. proxies: by scheme, as
    ``urllib.request.getproxies`` gives them.
    """

    endpoint: str = hub.ENDPOINT
    mirror: str = ""
    token: str = field(default="", repr=False)
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> Path | None:
        """The mirror, where it is a folder."""
        if not self.mirror or self.mirror.startswith(("http://", "https://")):
            return None
        if self.mirror.startswith("file:"):
            return Path(url2pathname(urlsplit(self.mirror).path))
        return Path(self.mirror).expanduser()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file at its source. sha256, git_sha1, size_bytes: as it states them, None if not."""

    origin: Origin
    revision: str = ""
    sha256: str | None = None
    git_sha1: str | None = None
    size_bytes: int | None = None


class Finder:
    """Finds files at their sources, asking for each repository once."""

    def __init__(self, sources: Sources, web: Web, limits: Limits) -> None:
        """Raises FetchError: an address that can't be asked."""
        _check_address(sources.endpoint)
        _check_address(sources.mirror)
        self._sources, self._web, self._limits = sources, web, limits
        self._asked: dict[tuple[str, str, str | None], hub.Repository | None] = {}

    def find(self, model: Model, file: ModelFile, revision: str) -> Found:
        """Return where ``file`` can be had. revision: a commit, "" for the newest.

        Raises Broken, NotThere, FetchError.
        """
        commit = revision or None
        remote = "://" in model.repository
        if (folder := self._sources.folder) is not None:
            return self._in_folder(folder, model, file, commit)
        if mirror := self._sources.mirror.rstrip("/"):
            found = None if remote else self._at_hub(mirror, "", model, file, commit)
            return found or self._at_server(mirror, model, file, commit)
        if remote:
            url = f"{model.repository.rstrip('/')}/{quote(file.path)}"
            return self._at(url)
        endpoint = self._sources.endpoint.rstrip("/")
        found = self._at_hub(endpoint, self._sources.token, model, file, commit)
        if found is None:
            mend = "Check HF_ENDPOINT; a server without its API is a --mirror"
            raise FetchError(host_of(endpoint), "it does not speak the hub's API", mend)
        return found

    def _at_hub(
        self, endpoint: str, token: str, model: Model, file: ModelFile, commit: str | None
    ) -> Found | None:
        """Return what the hub says; None where there is none."""
        key = endpoint, model.repository, commit
        if key not in self._asked:
            try:
                self._asked[key] = hub.ask(endpoint, model.repository, commit, token, self._limits)
            except hub.NoHub:
                self._asked[key] = None
        repository = self._asked[key]
        if repository is None:
            return None
        here = repository.files.get(file.path)
        if here is None:
            reason = f"{model.repository} has no {file.path} at {repository.commit}"
            raise NotThere(host_of(endpoint), reason, "Check the catalogue's entry")
        return Found(
            origin=WebOrigin(self._web, here.url, token),
            revision=repository.commit,
            sha256=here.sha256,
            git_sha1=here.git_sha1,
            size_bytes=here.size_bytes,
        )

    def _at_server(self, mirror: str, model: Model, file: ModelFile, commit: str | None) -> Found:
        for place in _places(model, file, commit):
            try:
                return self._at(f"{mirror}/{quote(place)}")
            except NotThere:
                continue
        raise _nowhere(mirror, model, file)

    def _in_folder(self, folder: Path, model: Model, file: ModelFile, commit: str | None) -> Found:
        for place in _places(model, file, commit):
            path = folder / place
            if path.is_file():
                return Found(origin=FolderOrigin(path), size_bytes=path.stat().st_size)
        if not folder.is_dir():
            raise FetchError(str(folder), "there is no such folder", "Is the medium mounted?")
        raise _nowhere(str(folder), model, file)

    def _at(self, url: str) -> Found:
        try:
            with self._web.open(url, method="HEAD", headers={}) as reply:
                size = None if reply.is_page else reply.total_bytes
        except (NotThere, Broken):
            raise
        except FetchError:  # some servers answer nothing but GET; that will tell
            size = None
        return Found(origin=WebOrigin(self._web, url), size_bytes=size)


def _check_address(address: str) -> None:
    scheme, with_scheme, _ = address.partition("://")
    if with_scheme and scheme not in ("http", "https", "file"):
        mend = "Write it as https://…, or give a folder"
        raise FetchError(host_of(address), f"nothing can be asked by {scheme}", mend)
    if with_scheme and "@" in urlsplit(address).netloc:
        mend = "Leave it out: commands and addresses are seen by others on this machine"
        raise FetchError(host_of(address), "its address has a name or a password in it", mend)


def _places(model: Model, file: ModelFile, commit: str | None) -> Iterator[str]:
    """Yield where a mirror that is a plain tree may have ``file``."""
    if "://" in model.repository:
        url = urlsplit(model.repository)
        yield f"{url.netloc}{url.path.rstrip('/')}/{file.path}"
    else:
        revisions: Sequence[str] = (commit, _NEWEST) if commit else (_NEWEST,)
        for revision in revisions:
            yield f"{model.repository}/resolve/{revision}/{file.path}"
        yield f"{model.repository}/{file.path}"
    yield f"{model.folder}/{file.here}"  # a models folder of another machine


def _nowhere(mirror: str, model: Model, file: ModelFile) -> FetchError:
    mend = f"It has to lie there as {model.repository.partition('://')[2] or model.repository}"
    mend += f"/{file.path}, or as {model.folder}/{file.here}"
    return NotThere(mirror, f"there is no {file.path} of {model.repository}", mend)
