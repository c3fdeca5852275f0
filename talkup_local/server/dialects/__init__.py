"""One module per protocol: wire messages to domain events and back."""
