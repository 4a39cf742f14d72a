"""Another body's Open311 server on loopback: takes reports, gives numbers or tokens, fails when told to."""
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from pendopo.analysis import open311
from pendopo.analysis.open311_tree import TYPES, spell


class Neighbour:
    def __init__(self):
        self.taken, self.fail, self.tokens, self.status = [], 0, False, "open"
        neighbour = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                words = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                if neighbour.fail:
                    return self.say(open311.faults([open311.Fault(neighbour.fail, "tidak")]), neighbour.fail)
                neighbour.taken.append(words)
                number = str(len(neighbour.taken))
                return self.say(open311.accepted([open311.Accepted(token=f"t{number}") if neighbour.tokens
                                                  else open311.Accepted(number)]))

            def do_GET(self):
                path = urlsplit(self.path).path
                if neighbour.fail:
                    return self.say(open311.faults([open311.Fault(neighbour.fail, "tidak")]), neighbour.fail)
                if "/tokens/" in path:
                    number = path.split("/tokens/t")[1].split(".")[0]
                    return self.say(open311.token([open311.Token(f"t{number}", "" if neighbour.tokens else number)]))
                return self.say(open311.requests([open311.Request("1", neighbour.status, "x", "x", None)]))

            def say(self, root, status=200):
                form = "xml" if urlsplit(self.path).path.endswith(".xml") else "json"
                body = spell(root, form)
                self.send_response(status)
                self.send_header("Content-Type", TYPES[form])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/open311/v2"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
