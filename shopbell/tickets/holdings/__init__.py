"""What tickets keep about a customer."""
