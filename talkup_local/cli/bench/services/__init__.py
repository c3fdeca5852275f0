"""``bench services``: what it costs to ask a service, here and elsewhere."""
