"""What channels keep about a customer."""
