"""One file or folder for each kind of channel account; found by themselves (see `base.py`)."""
