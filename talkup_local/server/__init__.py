"""The port: sockets, HTTP answers, connections."""
