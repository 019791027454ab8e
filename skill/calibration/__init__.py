"""A tool that measures how long a voice takes to say what is counted; no part of the deployed skill."""
