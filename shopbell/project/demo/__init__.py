"""The demo shop: Alder & Flax of Galway, its people, and nine months of what they wrote to each other.

The story comes first (`story.py` and what it imports are plain data without a database), rows second (`load.py`).
Same seed, profile and moment: same story, to the letter.
"""
