"""One process of the load: some threads, each of which plays one actor after the other until it is told to stop.

Reads the world as JSON from its arguments; prints what was done and what was unexpected as JSON at the end.
"""

import collections
import json
import random
import sys
import threading
import time
import types

from actors import ACTORS, Unexpected
from wire import Gone


def play(world, number, deadline, done, unexpected):
    chance = random.Random(number)
    actors, weights = list(ACTORS), list(ACTORS.values())
    while time.monotonic() < deadline:
        actor = chance.choices(actors, weights)[0]
        try:
            actor(world, chance)
            done[actor.__name__] += 1
        except (Unexpected, Gone, OSError, KeyError, ValueError) as reason:
            unexpected.append(f"{actor.__name__}: {reason!r}")
        # Bounded: the load is to be mixed, not to be as much as can be.
        time.sleep(chance.uniform(0, world.pause))


if __name__ == "__main__":
    settings = json.loads(sys.argv[1])
    world = types.SimpleNamespace(**settings)
    world.pictures = [open(file, "rb").read() for file in world.pictures]
    deadline = time.monotonic() + world.seconds
    done, unexpected = collections.Counter(), []
    threads = [
        threading.Thread(target=play, args=(world, world.first + number, deadline, done, unexpected))
        for number in range(world.threads)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"done": done, "unexpected": unexpected[:50], "unexpected_count": len(unexpected)}))
