"""The core: doses become timelines of cues. No Alexa, no Flask, no files, no clock, no English."""
