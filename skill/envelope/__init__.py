"""Alexa's JSON: read into the SDK's envelope, dispatched by name, and written back."""

from skill.envelope.serialization import MalformedRequestError, get_ready, intent_of, read, request_of, write

__all__ = ["MalformedRequestError", "get_ready", "intent_of", "read", "request_of", "write"]
