"""What asks a container whether it lives: by its exit code, with and without TLS."""

import contextlib
import runpy
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import trustme

from talkup_local.catalogue.resources import resource


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(self.server.status if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        """It is asked with TLS first."""


@contextlib.contextmanager
def serving(status, *, tls=False):
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.status = status
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("elsewhere.test").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def asked(port, monkeypatch):
    """Return whether it takes what listens at ``port`` for alive."""
    monkeypatch.setenv("TALKUP_SERVER_PORT", str(port))
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(resource("deploy/healthcheck.py")))
    return not end.value.code


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize(("status", "alive"), [(200, True), (500, False)])
def test_a_server_lives_that_answers_with_200(monkeypatch, tls, status, alive):
    with serving(status, tls=tls) as port:
        assert asked(port, monkeypatch) is alive


def test_nobody_there_is_no_life(monkeypatch):
    with serving(200) as port:
        pass
    assert not asked(port, monkeypatch)
