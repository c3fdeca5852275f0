"""What an interview was like: levels of the rubric, measures, and the report."""
