"""The protocol between an AI server and its services, both sides of it."""
