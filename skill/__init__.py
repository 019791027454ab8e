"""A voice coach for Alexa: it leads a back routine, and counts in true time."""

import gc

__version__ = "0.2.0"

# As Python comes, it looks for garbage after every 700 objects. While it starts there is none, and a tenth of
# the time to the first word goes into that. Later there is little: a turn's objects go when it is over.
gc.set_threshold(50_000, 20, 20)
