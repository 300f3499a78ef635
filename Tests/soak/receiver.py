"""A receiver of webhooks that takes some, refuses some, and lets others wait."""

import http.server
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/ignored":
            time.sleep(2)
        self.send_response(500 if self.path == "/refused" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.taken += 1

    def log_message(self, *_):
        pass


def start():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.taken = 0
    # What a client that went away leaves is none of our business.
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
