"""``bench turns``: how well the turns are taken, over a real socket and in real time."""
