"""Answers at known levels of the rubric, and how well a scorer agrees with them."""
