"""A small HTTP client for benches: so many connections, so many requests, raw sockets, one process.

    python -m bench.load PORT CONNECTIONS REQUESTS PATHS-FILE        prints one JSON line

Each line of the file is a path, or `POST path body`. Keep-alive; times in seconds. Bounded in count; loopback only.
"""
import asyncio
import json
import sys
import time
from pathlib import Path


async def one(port: int, wire: list[bytes], todo: list[int], times: list[float], codes: dict[int, int]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    size = 0
    while todo:
        request = wire[todo.pop() % len(wire)]
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            length = 0
            while part := int((await reader.readuntil(b"\r\n")).strip(), 16):
                await reader.readexactly(part + 2)
                length += part
            await reader.readexactly(2)
        else:
            at = low.find(b"content-length:")
            length = int(low[at + 15:low.index(b"\r\n", at)]) if at >= 0 else 0
            await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        code = int(head[9:12])
        codes[code] = codes.get(code, 0) + 1
        size += length + len(head)
    writer.close()
    return size


def wire_of(line: str, headers: str) -> bytes:
    words = line.split(" ", 2)
    if words[0] == "POST":
        body = words[2].encode()
        head = (f"POST {words[1]} HTTP/1.1\r\nHost: localhost\r\n{headers}"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n")
        return head.encode() + body
    return f"GET {line} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


async def run(port: int, connections: int, requests: int, lines: list[str]) -> dict[str, object]:
    headers = ""
    if lines and lines[0].startswith("# "):
        headers, lines = lines[0][2:].replace("|", "\r\n") + "\r\n", lines[1:]
    wire = [wire_of(line, headers) for line in lines]
    todo, times, codes = list(range(requests - 1, -1, -1)), list[float](), dict[int, int]()
    began = time.perf_counter()
    sizes = await asyncio.gather(*(one(port, wire, todo, times, codes) for _ in range(connections)))
    took = time.perf_counter() - began
    times.sort()

    def at(share: float) -> float:
        return times[min(len(times) - 1, int(len(times) * share))] * 1000

    return {"rate": requests / took, "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "worst": times[-1] * 1000,
            "codes": codes, "bytes": sum(sizes) / requests}


if __name__ == "__main__":
    known = [line for line in Path(sys.argv[4]).read_text().splitlines() if line]
    print(json.dumps(asyncio.run(run(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), known))))
