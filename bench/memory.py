"""Memory of a running site: one web process and one for timers and the sequencer; start until the first answer."""
import os
import subprocess
import sys
import time

from bench.pages import addresses
from bench.server import pss, serving


def main() -> None:
    began = time.monotonic()
    work = subprocess.Popen([sys.executable, "-m", "django", "work"], env=os.environ)
    try:
        with serving("pendopo.conf.wsgi:application", 8913, {}, also=[work.pid]) as site:
            start = time.monotonic() - began
            paths = list(addresses().values())
            site.load(paths, len(paths) * 2)
            time.sleep(5)
            before = pss(site.pids())
            site.load([f"{path}{'&' if '?' in path else '?'}n={n}" for n in range(2_500) for path in paths], 10_000)
            print(f"   first answer after {start:.1f} s; {before:.0f} MB at start, {pss(site.pids()):.0f} MB after "
                  f"10,000 requests ({len(site.pids())} processes)")
    finally:
        work.terminate()
        work.wait(timeout=20)


