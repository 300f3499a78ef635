"""The servers under measurement: Fauxto and nginx, each pinned to one processor where they are compared."""

import json
import os
import pathlib
import re
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "release" / "fauxto"
CPUS = sorted(os.sched_getaffinity(0))
SERVER_CPU, LOAD_CPU = str(CPUS[0]), str(CPUS[-1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A server under measurement, on the processors that it is given."""

    def __init__(self, command, port, tls_port, measured_pid=None, environment=None, processors=SERVER_CPU):
        self.port = port
        self.tls_port = tls_port
        self.process = subprocess.Popen(
            ["taskset", "--cpu-list", processors, *map(str, command)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(port)
        self.pid = measured_pid(self.process.pid) if measured_pid else self.process.pid

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def tls_url(self, path):
        return f"https://127.0.0.1:{self.tls_port}{path}"

    def cpu_seconds(self):
        """Processor time of all threads, to the nanosecond."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def resident_megabytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def wait_for(port):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"nothing listens on port {port}")


def fauxto(directory, as_is=False, **configuration):
    """One thread on one processor, or as many threads and processors as it takes by itself."""
    port = free_port()
    file = directory / f"fauxto-{port}.json"
    file.write_text(json.dumps(configuration))
    command = [BINARY, "serve", "--port", port, "--quiet", "--config", file, *([] if as_is else ["--threads", "1"])]
    processors = ",".join(map(str, CPUS)) if as_is else SERVER_CPU
    # The certificate authority of the measurement is made in there, and not before TLS is spoken.
    environment = {**os.environ, "XDG_DATA_HOME": str(directory)}
    return Process(command, port, port, environment=environment, processors=processors)


def make_certificate(directory):
    """A certificate with a key of the same type as Fauxto's."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", directory / "key.pem", "-out", directory / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def nginx(directory, body_size, small_size, files):
    """Answers `/` and `/small` with as many bytes."""
    port, tls_port = free_port(), free_port()
    make_certificate(directory)
    configuration = directory / "nginx.conf"
    configuration.write_text(
        f"""
        daemon off; worker_processes 1; pid {directory}/nginx.pid; error_log {directory}/error.log;
        events {{ worker_connections 12000; }}
        http {{
            access_log off; keepalive_requests 1000000000; client_body_temp_path {directory}/body;
            types {{ image/png png; image/jpeg jpg; }}
            server {{
                listen 127.0.0.1:{port} backlog=4096;
                listen 127.0.0.1:{tls_port} ssl backlog=4096;
                ssl_certificate {directory}/certificate.pem; ssl_certificate_key {directory}/key.pem;
                ssl_protocols TLSv1.2 TLSv1.3;
                location / {{ default_type application/json; return 200 '{"x" * body_size}'; }}
                location = /small {{ default_type application/json; return 200 '{"x" * small_size}'; }}
                location /files/ {{ alias {files}/; }}
            }}
        }}
        """
    )

    def worker(master):
        # The master listens before it starts its worker.
        children = pathlib.Path(f"/proc/{master}/task/{master}/children")
        while not children.read_text():
            time.sleep(0.005)
        return int(children.read_text().split()[0])

    return Process(["nginx", "-c", configuration, "-p", directory], port, tls_port, measured_pid=worker)
