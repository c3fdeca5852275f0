"""What a browser reads before anybody has a token: the files of the pages, and the lobby."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, get_args

from websockets.datastructures import Headers
from websockets.http11 import Response

from talkup_local.config.interview import InterviewKind, Level
from talkup_local.config.model import Config
from talkup_local.server import http
from talkup_local.server.page import assets, headers
from talkup_local.server.page.assets import Asset

_ADMIN: Final = "/admin"

_ASK: Final = "no-cache"
_KEEP: Final = "public, max-age=31536000, immutable"


class Pages:
    """Answers requests for files and for the lobby. files: by their path on the server."""

    def __init__(self, config: Config, files: Mapping[str, Asset]) -> None:
        self._config, self._mark = config, assets.mark(files)
        self._files = {
            path: asset.at(self._mark) if asset.is_document else asset
            for path, asset in files.items()
        }
        self._policy = headers.policy(config.auth.origins)
        self._operators = headers.policy(None)

    def __contains__(self, path: str) -> bool:
        return path == http.LOBBY or assets.unmarked(path)[0] in self._files

    def file(self, path: str, request: Headers) -> Response:
        """Answer a request for a file that is there. request: its headers.

        Who shows the mark of our files may keep the file; who shows another one has a page open
        from before an update, and gets what there is now.
        """
        path, mark = assets.unmarked(path)
        asset = self._files[path]
        extra = headers.protecting(self._operators if path == _ADMIN else self._policy)
        extra |= {"Cache-Control": _KEEP if mark == self._mark else _ASK, "ETag": asset.etag}
        if asset.shared and not mark:
            extra |= headers.sharing(request.get_all("Origin"))
        data = asset.data
        if asset.compressed is not None:
            extra["Vary"] = ", ".join(filter(None, (extra.get("Vary"), "Accept-Encoding")))
            if headers.takes_gzip(",".join(request.get_all("Accept-Encoding"))):
                data = asset.compressed
                extra["Content-Encoding"] = "gzip"
        if headers.has(asset.etag, ",".join(request.get_all("If-None-Match"))):
            response = http.respond(HTTPStatus.NOT_MODIFIED, b"", asset.media_type, **extra)
            del response.headers["Content-Length"]  # it would be taken for that of the file
            return response
        return http.respond(HTTPStatus.OK, data, asset.media_type, **extra)

    def lobby(self, facts: Mapping[str, Any], request: Headers) -> Response:
        """Answer a request for the lobby. facts: what there is to know beside the settings."""
        body = {**facts, **self._settings()}
        extra = {**headers.HIDING, **headers.sharing(request.get_all("Origin"))}
        return http.answer(HTTPStatus.OK, body, **extra)

    def _settings(self) -> dict[str, Any]:
        interview, store, page = self._config.interview, self._config.store, self._config.page
        return {
            "title": page.title,
            "contact": page.contact,
            "language": interview.language,
            "kinds": get_args(InterviewKind),
            "levels": get_args(Level),
            "defaults": {
                "kind": interview.kind,
                "role": interview.role,
                "level": interview.level,
                "questions": interview.questions,
                "minutes": interview.minutes,
                "patience": self._config.turn.patience,
                "language": interview.language,
            },
            "keeps": {
                "transcript": store.enabled,
                "audio": store.enabled and store.audio,
                "days": store.retention_days,
                "reports": store.enabled and store.reports,
            },
            "consent": interview.consent,
            "document_bytes": interview.document_bytes,
            "resume_grace_s": interview.resume_grace_s,
        }
