"""What the whole cluster tells of itself, at ``/health`` and ``/ready``.

    import_path: talkup_local.cluster.front:build

A small Ray Serve application beside those of the services; none of them needs it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from ray import serve
from ray.serve import Application
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from talkup_local import __version__


def build(_args: Mapping[str, Any]) -> Application:
    """Return the application; it takes no arguments."""
    deployment: Any = Front  # what the decorators make of the class
    application: Application = deployment.bind()
    return application


@serve.deployment(
    name="front",
    ray_actor_options={"num_cpus": 0},
    logging_config={"enable_access_log": False},
)
@serve.ingress()
class Front:
    """Asks Ray how the services are."""

    def __serve_build_asgi_app__(self) -> Starlette:
        """Return what is served."""
        return Starlette(routes=[Route("/health", self._health), Route("/ready", self._ready)])

    async def _health(self, _request: Request) -> JSONResponse:
        services = await asyncio.to_thread(_services)
        ready = _are_ready(services)
        fields = {"alive": True, "ready": ready, "version": __version__, "services": services}
        return JSONResponse(fields)

    async def _ready(self, _request: Request) -> JSONResponse:
        ready = _are_ready(await asyncio.to_thread(_services))
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"ready": ready}, status)


def _services() -> dict[str, dict[str, Any]]:
    """Return by application: Ray's word for its state, and its replicas by their state."""
    here = serve.get_replica_context().app_name
    return {
        name: {
            "state": application.status.value,
            "replicas": dict(
                sum(
                    (Counter(d.replica_states) for d in application.deployments.values()), Counter()
                )
            ),
        }
        for name, application in serve.status().applications.items()
        if name != here
    }


def _are_ready(services: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether each service has a replica that works."""
    return all(service["replicas"].get("RUNNING") for service in services.values())
