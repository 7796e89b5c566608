"""What tickets keep for a time only."""
