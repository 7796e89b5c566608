"""What channels keep for a time only."""
