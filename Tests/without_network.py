"""Runs a program where there is no network but loopback: nothing that it starts can reach another host.

Needs no privilege where the kernel gives every user namespaces of their own; where it gives none, says so and runs the
program as it is.
"""

import ctypes
import fcntl
import os
import socket
import struct
import sys

# From <linux/sched.h>, <linux/sockios.h> and <linux/if.h>.
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1


def leave_network():
    """Moves this process into a network of its own, and brings up its loopback."""
    user, group = os.geteuid(), os.getegid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWNET | (CLONE_NEWUSER if user else 0)) != 0:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    if user:
        # Who one is stays as it was, or files would seem to be nobody's.
        for file, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{file}", "w") as settings:
                settings.write(line)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def is_possible():
    """Whether it works, tried in a process whose network nobody needs."""
    process = os.fork()
    if process == 0:
        try:
            leave_network()
        except OSError as reason:
            print(f"no network namespace is to be had ({reason.strerror}); running with the network", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return os.waitpid(process, 0)[1] == 0


if __name__ == "__main__":
    if is_possible():
        leave_network()
    os.execvp(sys.argv[1], sys.argv[1:])
