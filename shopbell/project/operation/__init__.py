"""For whoever runs the house: health, backups, probes and figures for a monitor."""
