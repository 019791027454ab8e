"""How gunicorn serves the skill, behind a proxy that ends TLS and holds back slow clients."""

import os

wsgi_app = "skill.web:create_app()"
bind = os.environ.get("SKILL_BIND") or "127.0.0.1:8000"

# A turn computes and hardly waits: processes help, threads only double the slowest turns. All it may wait
# for is Amazon's certificate chain, once a day: hence one process more than there are cores. Sync workers
# close every connection behind its answer; keeping some alive is the proxy's part.
worker_class = "sync"
workers = os.environ.get("SKILL_WORKERS") or (os.cpu_count() or 1) + 1

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
