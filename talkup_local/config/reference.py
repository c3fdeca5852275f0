"""Render ``config.toml`` and the settings table of the docs from the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from talkup_local.config.load import Setting, settings
from talkup_local.config.model import Config

_HEAD = """\
# talkup-local: every setting, with its default.
# Order: defaults < this file < TALKUP_* environment < flags of the command.
# Check with: talkup-local config check
"""


HIDDEN: Final = "***"
"""Stands for a secret that is set."""


def toml(config: Config | None = None) -> str:
    """Return a whole ``config.toml``: the defaults, or the values of ``config``, secrets hidden."""
    lines = [_HEAD]
    table = ""
    for setting in settings():
        section, _, name = setting.key.rpartition(".")
        if section != table:
            table = section
            lines += ["", f"# {_doc(section)}", f"[{section}]"]
        value = setting.default if config is None else _shown(config, setting.key)
        lines += [f"# {setting.description}", f"{name} = {_literal(value)}"]
    return "\n".join(lines) + "\n"


def table() -> Iterator[str]:
    """Yield the lines of a Markdown table of all settings."""
    yield "| setting | default | environment | meaning |"
    yield "|---|---|---|---|"
    for setting in settings():
        yield (
            f"| `{setting.key}` | `{_literal(setting.default)}` "
            f"| `{setting.variable}` | {setting.description} |"
        )


def values(config: Config) -> dict[str, object]:
    """Return every setting of ``config`` by its dotted name, secrets hidden."""
    return {setting.key: _shown(config, setting.key) for setting in settings()}


def changed(config: Config) -> list[Setting]:
    """Return the settings whose value is not the default."""
    return [s for s in settings() if _value(config, s.key) != s.default]


def _doc(section: str) -> str:
    return (type(_value(Config(), section)).__doc__ or "").strip()


def _value(config: Config, key: str) -> object:
    value: object = config
    for part in key.split("."):
        value = getattr(value, part)
    return value


def _shown(config: Config, key: str) -> object:
    value = _value(config, key)
    secret = isinstance(value, str) and key.endswith("token")
    return HIDDEN if value and secret else value


def _literal(value: object) -> str:
    """TOML literal of a scalar: the same as JSON's."""
    return json.dumps(value)
