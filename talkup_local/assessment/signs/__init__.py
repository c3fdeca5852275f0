"""What in an answer can be pointed at: deeds, results, lessons, reasons, points of its rubric."""
