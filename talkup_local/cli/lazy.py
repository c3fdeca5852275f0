"""Subcommands that are imported when they are called, for each needs little of what all need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True)
class Subcommand:
    """A subcommand that is not imported yet.

    place: ``module:name`` of a function, or of a Typer of further subcommands. help: its line
    in the list of all.
    """

    place: str
    help: str

    def load(self) -> TyperCommand | TyperGroup:
        """Import it."""
        module, _, name = self.place.partition(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            return get_group(found)
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command()(found)
        command = get_command(alone)
        assert isinstance(command, TyperCommand), "a function becomes no group"
        return command


class LazyGroup(TyperGroup):
    """A group of ``subcommands``: by their names, in the order of the list."""

    subcommands: ClassVar[Mapping[str, Subcommand]] = {}

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for name, subcommand in self.subcommands.items():  # enough for the list of all
            self.add_command(TyperCommand(name, help=subcommand.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return what is to be run."""
        name, command, rest = super().resolve_command(ctx, args)
        found = None if name is None else self.subcommands.get(name)
        return name, command if found is None else found.load(), rest
