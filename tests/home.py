"""Loaded before the settings: every test process writes into a home of its own, thrown away at its end."""
import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="pendopo-test-")
os.environ["PENDOPO_HOME"] = HOME
os.environ.setdefault("PENDOPO_DEMO", "0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")    # Playwright keeps a loop in the thread of the tests
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
