"""A Ray cluster of this machine for tests, in a process of its own."""

import contextlib
import functools
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from support.ports import free_port

STARTS_WITHIN_S = 1500.0
PATIENCE_S = "600"
CPUS = 2
AGENTS = ("metrics_agent", "metrics_export", "dashboard_agent_listen", "runtime_env_agent")
OBJECT_STORE_BYTES = 80_000_000


@dataclass
class Cluster:
    """A running cluster. port: of its services."""

    port: int
    process: psutil.Process

    def url(self, service: str) -> str:
        return f"ws://127.0.0.1:{self.port}/services/{service}"

    def read(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of a page; 0 as long as nobody answers."""
        url = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as exc:
            with exc:
                return exc.code, exc.read()
        except OSError:  # nobody listens yet
            return 0, b""

    def replicas(self, service: str) -> list[psutil.Process]:
        """Return the processes that do the work of a service."""
        title = f"ray::ServeReplica:{service}:"
        found = []
        for child in self.process.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # it ended meanwhile
                if " ".join(child.cmdline()).startswith(title):
                    found.append(child)
        return found


@contextlib.contextmanager
def running(config: Path, port: int) -> Iterator[Cluster]:
    """Deploy a Ray Serve file until the block ends."""
    # sockets lie in this folder, and their paths must be short
    with tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True) as folder:
        log = Path(folder, "log")
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, __file__, str(config), folder],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={
                    **os.environ,
                    "PYTHONPATH": str(Path(__file__).parents[1]),
                    "RAY_USAGE_STATS_ENABLED": "0",
                    # a busy machine needs more than Ray's 5 to 60 s to begin a process
                    "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": PATIENCE_S,
                    "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": PATIENCE_S,
                    "RAY_gcs_server_port_wait_time_s": PATIENCE_S,
                    "RAY_gcs_server_request_timeout_seconds": PATIENCE_S,
                    "RAY_raylet_start_wait_time_s": PATIENCE_S,
                    "RAY_worker_register_timeout_seconds": PATIENCE_S,
                    "RAY_agent_register_timeout_ms": f"{PATIENCE_S}000",
                    "RAY_health_check_timeout_ms": f"{PATIENCE_S}000",
                    "RAY_AUTH_MODE": "token",
                    "RAY_AUTH_TOKEN": secrets.token_hex(32),
                },
            )
        cluster = Cluster(port, psutil.Process(process.pid))
        try:
            _wait(cluster, process, log)
            yield cluster
        finally:
            family = []
            with contextlib.suppress(psutil.NoSuchProcess):  # it could not begin
                family = [*cluster.process.children(recursive=True), cluster.process]
            for member in family:
                with contextlib.suppress(psutil.NoSuchProcess):  # it ended meanwhile
                    member.kill()
            psutil.wait_procs(family, timeout=10)
            process.communicate()


def _wait(cluster: Cluster, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while cluster.read("/ready")[0] != 200:
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(log.read_text())
        time.sleep(0.1)


def _serve(config: str, folder: str) -> None:
    import ray
    from ray.serve import scripts
    from ray.serve._private import api

    api.HTTP_PROXY_TIMEOUT = STARTS_WITHIN_S  # 60 s, and no setting of it
    ports = {f"{agent}_port": free_port() for agent in AGENTS}
    _tell_ports(ports)
    threading.Thread(target=_follow, daemon=True).start()
    ray.init(
        num_cpus=CPUS,
        include_dashboard=False,
        object_store_memory=OBJECT_STORE_BYTES,
        _metrics_export_port=ports["metrics_export_port"],
        log_to_driver=False,
        namespace="serve",
        _temp_dir=folder,
    )
    scripts.cli(["run", config])


def _tell_ports(ports: dict[str, int]) -> None:
    """Choose the ports of Ray's agents, and tell Ray of them before the agents can.

    It has 15 s of patience for agents that choose and tell them, and no setting of it.
    """
    from ray._private import node, parameter
    from ray._raylet import persist_port

    start = node.Node.start_ray_processes

    def told(self: node.Node) -> None:
        for name, port in ports.items():
            persist_port(self.get_session_dir_path(), self.node_id, name, port)
        start(self)

    node.Node.start_ray_processes = told
    parameter.RayParams = functools.partial(parameter.RayParams, **ports)


def _follow() -> None:
    """End with whoever started us."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
