"""A stand-in Echo: hears an utterance, asks the skill, and plays the answer in its time."""
