"""How gunicorn serves the skill, behind a proxy that ends TLS and holds back slow clients."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

from skill.settings import ServerSettings, SettingsError

wsgi_app = "skill.web.server:create_app()"
try:
    server = ServerSettings.from_environment()
except SettingsError as error:
    sys.exit(f"Error: {error}")
bind, workers = [server.bind], server.workers

# Counters for Prometheus, at an address of their own to which no proxy leads. The workers share them by files
# in a folder, which the library has to know of before it is imported; in memory, for no disk to be full.
COUNTERS, OURS = "PROMETHEUS_MULTIPROC_DIR", "back-routine-"
if server.metrics:
    bind.append(server.metrics)
    if COUNTERS not in os.environ:
        memory = next(filter(os.path.isdir, ["/dev/shm"]), None)  # noqa: S108 - the name in it is random
        os.environ[COUNTERS] = tempfile.mkdtemp(prefix=OURS, dir=memory)


def when_ready(_server: object) -> None:
    """What the start has made lives as long as the workers: they need not look through it for garbage."""
    gc.freeze()


def on_exit(_server: object) -> None:
    """Nobody can read them any more; a folder that somebody else has made is theirs."""
    folder = Path(os.environ.get(COUNTERS, ""))
    if folder.name.startswith(OURS):
        shutil.rmtree(folder, ignore_errors=True)


# A turn computes and hardly waits: processes help, threads only double the slowest turns. Sync workers close
# every connection behind its answer; keeping some alive is the proxy's part.
worker_class = "skill.web.worker.CurtWorker"

# Settings and content are checked once, before anybody is answered: a bad one ends the start with one line.
preload_app = True

# Alexa gives up on an answer after 8 s: a worker that takes longer works for nobody.
timeout = 7
graceful_timeout = 7

# Alexa sends some fifteen header lines, the longest a signature of 344 characters.
limit_request_line = 1024
limit_request_fields = 64
limit_request_field_size = 4096

# The skill's own lines tell every turn, without an address; gunicorn tells what becomes of itself.
accesslog = None
loglevel = os.environ.get("SKILL_LOG_LEVEL") or "info"
# Signals are all that controls the running service: no socket beside them.
control_socket_disable = True
