"""Small models with known answers, in the real file formats.

Their weights are made, not trained: a table of what follows what. So the real
libraries load and run them in milliseconds, and a test knows what must come out.
"""
