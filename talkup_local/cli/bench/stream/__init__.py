"""``bench stream``: what media streams cost."""
