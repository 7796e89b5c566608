"""What customers themselves keep about somebody."""
