"""The web entry point: a Flask app behind gunicorn that answers only requests proved to come from Alexa."""
