"""Asks services for what a request wants of them, and puts together what they answer.

Those that do not depend on each other work at the same time; what one of them fails at
takes nothing from the others.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from talkup_local.clock import Clock
from talkup_local.config.model import Language
from talkup_local.config.services import Service
from talkup_local.errors import ServiceDisabled, TalkupError, UnknownService, Unusable
from talkup_local.protocol.language import language_of
from talkup_local.protocol.services.contents import Content, service_named
from talkup_local.services.chain import Step, content_for, plan
from talkup_local.services.outcome import Aggregate, Outcome, failure, status_of
from talkup_local.services.route import Route

log = structlog.get_logger(__name__)


class Gateway:
    """The AI server's services, by ``routes``; ``run`` keeps those elsewhere connected.

    language: of the sentences to people, where a request names none.
    """

    def __init__(
        self, routes: Mapping[Service, Route], clock: Clock, language: Language = "en"
    ) -> None:
        self.routes = routes
        self._clock, self._language = clock, language

    async def run(self) -> None:
        """Keep the services elsewhere connected, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for route in self.routes.values():
                tasks.create_task(route.run())

    def states(self) -> dict[str, dict[str, Any]]:
        """Return by name what operators want to know of each service; no secrets."""
        return {name: route.state() for name, route in self.routes.items()}

    def counts(self) -> dict[str, Mapping[str, int]]:
        """Return by name how often things happened to each service since the start.

        ``ok``, ``error``, ``timeout``, ``disabled``: how what it was asked ended;
        ``retried``, ``fallback``, ``failed``: what became of failures elsewhere; ``opened``: of
        the breaker; ``connected``; ``dropped``: answers that nobody waited for.
        """
        return {name: Counter(route.counts) for name, route in self.routes.items()}

    async def ask(
        self,
        services: Sequence[str],
        data: Mapping[str, Any],
        *,
        session_id: str = "",
        language: str | None = None,
    ) -> Aggregate:
        """Ask the services of these names; ``-`` and ``_`` in them are the same.

        data: what they take, all in one; bytes may be base64. Raises nothing: what fails is an
        outcome. Takes no longer than the time limits of those that wait for each other, of
        each at most three times its own: elsewhere, once more, and here.
        """
        begun_s = self._clock.monotonic_s()
        request = _Request(
            routes=self.routes,
            clock=self._clock,
            data=data,
            session_id=session_id,
            language=language,
            people=(language_of(language) if language else None) or self._language,
        )
        outcomes = await request.run(services)
        return Aggregate(outcomes=outcomes, ms=(self._clock.monotonic_s() - begun_s) * 1000)


@dataclass(frozen=True, kw_only=True)
class _Request:
    """What is asked of several services at once. people: the language of sentences."""

    routes: Mapping[Service, Route]
    clock: Clock
    data: Mapping[str, Any]
    session_id: str
    language: str | None
    people: Language

    async def run(self, names: Sequence[str]) -> dict[str, Outcome]:
        asked = {name: service_named(name) for name in names}
        known = [service for service in asked.values() if service and service in self.routes]
        begun: dict[Service, asyncio.Task[Outcome]] = {}
        async with asyncio.TaskGroup() as tasks:
            for step in plan(known, self.data):
                before = begun[step.after] if step.after is not None else None
                begun[step.service] = tasks.create_task(self._outcome(step, before))
        unknown = UnknownService("There is no such service here.")
        return {service: task.result() for service, task in begun.items()} | {
            name: failure(name, unknown, 0.0, self.people)
            for name, service in asked.items()
            if service not in self.routes
        }

    async def _outcome(self, step: Step, waited_for: asyncio.Task[Outcome] | None) -> Outcome:
        before = None if waited_for is None else await waited_for
        service, begun_s = step.service, self.clock.monotonic_s()
        route, asked = self.routes[service], False
        try:
            content = self._content(step, before)
            asked = True
            answer = await route.process(content, self.session_id)
        except Exception as exc:
            if not isinstance(exc, TalkupError):
                log.exception("service broke", service=service)
            if not asked:
                route.counts[status_of(exc)] += 1
            return failure(service, exc, self._ms_since(begun_s), self.people)
        return Outcome(
            service=service,
            status="ok",
            ms=self._ms_since(begun_s),
            by=answer.by,
            data=answer.data,
        )

    def _content(self, step: Step, before: Outcome | None) -> Content:
        if not self.routes[step.service].enabled:
            raise ServiceDisabled(f"`{step.service}` is turned off.")
        if step.lacks:
            raise Unusable(step.lacks)
        if before is not None and before.data is None:
            raise Unusable(f"There is no text: {before.service} failed.")
        return content_for(
            step.service,
            self.data,
            session_id=self.session_id,
            language=self.language,
            given=None if before is None else before.data,
        )

    def _ms_since(self, begun_s: float) -> float:
        return (self.clock.monotonic_s() - begun_s) * 1000
