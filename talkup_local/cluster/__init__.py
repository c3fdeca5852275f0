"""The services as autoscaling replicas on many machines, by Ray Serve (extra ``cluster``)."""
