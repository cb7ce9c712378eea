# urllib.request comes from an installed CPython; what it needs is there.
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"you asked for " + self.path.encode())

    def log_message(self, *args):
        pass


r = urllib.request.Request("<URL:http://host:80/p?q#f>")
print(r.full_url, r.type, r.host, r.selector, r.fragment)
server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/here?x=1") as answer:
    print(answer.status, answer.read())
server.shutdown()
server.server_close()
