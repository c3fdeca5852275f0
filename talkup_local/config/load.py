"""Read the configuration: defaults < file < ``TALKUP_*`` environment < flags.

Every error names the key and where it was set. Nothing else in the package
reads the environment.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from talkup_local.config.model import Config
from talkup_local.config.section import Section
from talkup_local.errors import ConfigError

DEFAULT_FILE = "config.toml"
FILE_VARIABLE = "TALKUP_CONFIG"
PREFIX = "TALKUP_"

_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-.\"' ]+?)\s*=")
_PATTERN = re.compile(r"^.*matching regex.*$", re.DOTALL)
_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]*)`")


class Setting(msgspec.Struct, frozen=True):
    """One leaf of the configuration. ``key`` is its dotted name."""

    key: str
    type: Any
    default: object
    description: str

    @property
    def variable(self) -> str:
        """Name of its environment variable."""
        return PREFIX + self.key.replace(".", "_").upper()


@cache
def settings() -> tuple[Setting, ...]:
    """Return every setting in the order of the file."""
    return tuple(_settings_of(Config, ""))


def _settings_of(section: type[Section], prefix: str) -> Iterator[Setting]:
    hints = {field.name: field.type for field in msgspec.structs.fields(section)}
    for field in msgspec.inspect.type_info(section).fields:  # type: ignore[attr-defined] # a struct
        key = prefix + field.name
        default = field.default
        if isinstance(default, Section):
            yield from _settings_of(type(default), key + ".")
            continue
        yield Setting(key, hints[field.name], default, _description(field.type))


def _description(node: Any) -> str:
    extra = getattr(node, "extra_json_schema", None) or {}
    return str(extra.get("description", ""))


def load(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    folder: Path | None = None,
    check: bool = True,
) -> tuple[Config, Path]:
    """Return the configuration and the folder that its relative paths start from.

    path: the file; without it ``TALKUP_CONFIG``, then ``config.toml`` in ``folder``.
    environment: variables to read; none are read when it is not given.
    flags: dotted keys; ``None`` values are flags that were not used.
    folder: where to look for the file, by default the current one.
    check: refuse settings that contradict each other; commands that mend that don't.
    Raises ConfigError.
    """
    environment = environment or {}
    folder = folder or Path.cwd()
    path, required = _find(path, environment, folder)
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    if path is not None:
        text = _read(path, required=required)
        if text is not None:
            values = _parse(text, path)
            lines = _lines_of(text)
            sources = {key: f"{path.name}, line {line}" for key, line in lines.items()}
            folder = path.resolve().parent
    for key, value, source in (*_from_environment(environment), *_from_flags(flags or {})):
        _put(values, key, value, sources.get(key.split(".")[0], ""))
        sources[key] = source
    config = _convert(values, sources)
    if check:
        _check(config, sources)
    return config, folder


def _find(
    path: Path | None, environment: Mapping[str, str], folder: Path
) -> tuple[Path | None, bool]:
    if path is not None:
        return path, True
    if environment.get(FILE_VARIABLE):
        return Path(environment[FILE_VARIABLE]), True
    return folder / DEFAULT_FILE, False


def _read(path: Path, *, required: bool) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not required:
            return None
        raise ConfigError("there is no such file", source=str(path)) from None
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else "not UTF-8 text"
        raise ConfigError(f"can't be read: {reason}", source=str(path)) from exc


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(f"not valid TOML: {exc}", source=path.name) from exc


def _lines_of(text: str) -> dict[str, int]:
    """Line number of every dotted key, which tomllib does not tell."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _TABLE.match(line):
            table = _plain(match[1]) + "."
            lines.setdefault(table[:-1], number)
        elif match := _KEY.match(line):
            lines.setdefault(table + _plain(match[1]), number)
    return lines


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    known = {setting.variable: setting for setting in settings()}
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name == FILE_VARIABLE:
            continue
        source = f"environment variable {name}"
        if name not in known:
            raise ConfigError("there is no such setting", source=source, mend=_near(name, known))
        setting = known[name]
        text = environment[name]
        # a list is written with commas
        raw = [part.strip() for part in text.split(",") if part.strip()]
        try:
            value = msgspec.convert(
                raw if isinstance(setting.default, tuple) else text, setting.type, strict=False
            )
        except msgspec.ValidationError as exc:
            raise ConfigError(
                _sentence(exc), key=setting.key, source=source, mend=_choices(setting.key)
            ) from exc
        yield setting.key, value, source


def _from_flags(flags: Mapping[str, object]) -> Iterator[tuple[str, object, str]]:
    for key, value in flags.items():
        if value is not None:
            yield key, value, f"flag --{key.split('.')[-1].replace('_', '-')}"


def _put(values: dict[str, Any], key: str, value: object, source: str) -> None:
    *tables, leaf = key.split(".")
    for table in tables:
        values = values.setdefault(table, {})
        if not isinstance(values, dict):
            raise ConfigError("must be a table", key=table, source=source)
    values[leaf] = value


def _convert(values: dict[str, Any], sources: Mapping[str, str]) -> Config:
    try:
        return msgspec.convert(values, Config)
    except msgspec.ValidationError as exc:
        text = str(exc)
        match = _PATH.search(text)
        key = match["path"] if match else ""
        mend = ""
        if unknown := _UNKNOWN.search(text):
            key = f"{key}.{unknown['name']}" if key else unknown["name"]
            mend = _near(key, {setting.key: setting for setting in settings()})
            text = "there is no such setting"
        raise ConfigError(
            _sentence(text), key=key, source=sources.get(key, ""), mend=mend or _choices(key)
        ) from exc


def _sentence(error: object) -> str:
    text = _PATTERN.sub("is none of the forms that it may have", _PATH.sub("", str(error)))
    return text[:1].lower() + text[1:]


def _choices(key: str) -> str:
    """Return the values that a setting may have, where they are a list of words, or forms."""
    for setting in settings():
        hint, *notes = get_args(setting.type)  # every setting is an Annotated type
        if setting.key == key and get_origin(hint) is Literal:
            return f"Choose one of {', '.join(map(str, get_args(hint)))}"
        if setting.key == key and any(isinstance(n, Meta) and n.pattern for n in notes):
            return setting.description
    return ""


def _near(name: str, known: Mapping[str, Setting]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else ""


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(config: Config, sources: Mapping[str, str]) -> None:
    """Refuse combinations that can't work."""

    def refuse(key: str, reason: str, mend: str) -> None:
        raise ConfigError(reason, key=key, source=sources.get(key, ""), mend=mend)

    if bool(config.tls.cert) != bool(config.tls.key):
        missing = "tls.key" if config.tls.cert else "tls.cert"
        refuse(missing, "is missing", "Give both tls.cert and tls.key, or none")
    if not is_loopback(config.server.host) and not config.server.insecure:
        if not config.tls.cert:
            refuse(
                "server.host",
                f"{config.server.host} can be reached from other machines without encryption",
                "Make a certificate with talkup-local tls init, use 127.0.0.1, "
                "or pass --insecure if this network is yours alone",
            )
        if config.auth.required == "never":
            refuse(
                "auth.required",
                f"is never, and {config.server.host} can be reached from other machines",
                "Let it be auto and make a token with talkup-local token add, "
                "or pass --insecure if this network is yours alone",
            )
    if config.limits.control_message_bytes > config.limits.audio_message_bytes:
        refuse(
            "limits.control_message_bytes",
            "is larger than limits.audio_message_bytes",
            "Lower it, or raise limits.audio_message_bytes",
        )
    if config.llm.max_tokens * 2 > config.llm.context_tokens:
        refuse(
            "llm.max_tokens",
            "leaves less than half of llm.context_tokens for the conversation",
            "Lower it, or raise llm.context_tokens",
        )
    if config.llm.first_token_timeout_s > config.llm.reply_timeout_s:
        refuse(
            "llm.first_token_timeout_s",
            "is longer than llm.reply_timeout_s",
            "Lower it, or raise llm.reply_timeout_s",
        )
