"""Ask the server in this container whether it lives; with TLS its own certificate will do."""

import http.client
import os
import ssl

port = int(os.environ.get("TALKUP_SERVER_PORT", "8000"))
trusting = ssl._create_unverified_context()  # noqa: S323, SLF001 - loopback, and only a health check
for connect in (
    lambda: http.client.HTTPSConnection("127.0.0.1", port, timeout=2, context=trusting),
    lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=2),
):
    connection = connect()
    try:
        connection.request("GET", "/health")
        raise SystemExit(connection.getresponse().status != http.client.OK)
    except (OSError, http.client.HTTPException):
        continue
raise SystemExit(1)
