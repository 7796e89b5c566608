"""Forms of the channels, one module for each page."""
