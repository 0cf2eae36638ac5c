"""How gunicorn serves. Sizes come from Config; docs/deployment.md has the settings that matter."""

import json
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from ava_dashboard.config import Config
from ava_dashboard.core import clock

PROBES = frozenset({"/health/live", "/health/ready"})


class JsonAccessLog(Logger):  # type: ignore[misc]
    """One JSON object a request: no query string, no address, no requests of health checkers."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        if not self.cfg.accesslog or environ.get("PATH_INFO") in PROBES:
            return
        line = {
            "time": clock.now().isoformat(timespec="milliseconds"),
            "logger": "access",
            "method": environ.get("REQUEST_METHOD"),
            "path": environ.get("PATH_INFO"),
            "status": int(str(resp.status).split()[0]),
            "bytes": getattr(resp, "sent", None),
            "ms": round(request_time.total_seconds() * 1000, 1),
            "trace": environ.get("HTTP_X_AMZN_TRACE_ID"),
            "agent": environ.get("HTTP_USER_AGENT"),
        }
        self.access_log.info("%s", json.dumps(line, ensure_ascii=False))


_config = Config.from_environ()

bind = f"[{_config.host}]:{_config.port}" if ":" in _config.host else f"{_config.host}:{_config.port}"
worker_class = "gthread"
workers = _config.web_workers
threads = _config.web_threads

# Above the load balancer's 60 s: it must be the one to close an idle connection.
keepalive = 75
timeout = 30
graceful_timeout = 30
max_requests = 1000
max_requests_jitter = 100

# The heartbeat file must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
forwarded_allow_ips = _config.forwarded_allow_ips

logger_class = JsonAccessLog
loglevel = "warning"
# The demo's terminal shows the launcher's steps; what a visitor clicks would drown them.
accesslog = None if _config.demo else "-"
errorlog = "-"
