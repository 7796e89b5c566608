"""Other help desks, doing the same work in the same run (`python -m bench.run --peers`)."""
