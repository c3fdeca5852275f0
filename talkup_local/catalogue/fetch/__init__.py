"""How models get here: from the hub, from a web server, or from a folder."""
