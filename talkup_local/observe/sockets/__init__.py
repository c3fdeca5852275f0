"""Which sockets a program uses, whatever it is written in: to show that nothing leaves."""

from talkup_local.observe.sockets.seen import Contact, Method, Process, Watched
from talkup_local.observe.sockets.watch import watch

__all__ = ["Contact", "Method", "Process", "Watched", "watch"]
