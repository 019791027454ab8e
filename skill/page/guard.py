"""What keeps the page to this machine: nobody else's address, nobody else's page, nothing from elsewhere."""

from __future__ import annotations

from flask import Flask, Request, Response, abort, request

HOSTS = {"127.0.0.1", "localhost"}
"""Names of this machine. A page elsewhere can give its own name this machine's address (DNS rebinding)."""
LARGEST = 16 * 1024
"""Bytes of a request's body."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
SCREEN = {
    **POLICY,
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "data: blob:",
    "connect-src": "data:",
    "frame-src": "'none'",
    "frame-ancestors": "'self'",
    "sandbox": "allow-scripts",
}
"""Amazon's renderer makes functions from text, and styles. So it gets a frame of its own without any rights,
not even those of the page's own origin. The page itself allows neither."""
SCREEN_PATHS = ("/screen/", "/static/screen/")
HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), screen-wake-lock=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def guard(app: Flask) -> None:
    """Refuse what does not come from the page itself, and let the page load nothing from elsewhere."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.before_request(_refuse_strangers)
    app.after_request(_restrict)


def _refuse_strangers() -> None:
    if request.host.partition(":")[0] not in HOSTS:
        abort(403)
    if request.method != "GET" and not (_is_own(request) and request.is_json):
        abort(403)


def _is_own(request: Request) -> bool:
    """Whether the page itself asks: browsers name the origin, or what is no browser names none."""
    return request.headers.get("Origin") in {None, f"http://{request.host}"}


def _restrict(response: Response) -> Response:
    in_frame = request.path.startswith(SCREEN_PATHS)
    policy = SCREEN if in_frame else POLICY
    response.headers["Content-Security-Policy"] = "; ".join(
        f"{name} {value}" for name, value in policy.items()
    )
    response.headers.update(HEADERS)
    if in_frame:  # a frame without rights is a stranger even to the page that it came from
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
