"""What goes over the wire, without a socket: bytes and text in, typed events out."""
