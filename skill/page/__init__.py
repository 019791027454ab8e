"""A page in the browser to try the skill: hear it in time, see it, interrupt it. On this machine only."""
