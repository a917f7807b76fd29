"""Requests at many connections, from a process of their own: `wrk` where it is on the path, else
`python -m benchmarks.reading.load PORT PATH CONNECTIONS SECONDS`, which prints how many were
answered."""

import asyncio
import re
import shutil
import subprocess
import sys
import time

THREADS = 2


def measure_load(port: int, path: str, connections: int, seconds: float) -> float:
    """Requests a second that are answered with 200. Raises `RuntimeError` where any is not."""
    wrk = shutil.which("wrk")
    if wrk is None or seconds < 1:
        command = [sys.executable, "-m", "benchmarks.reading.load"]
        command += [str(port), path, str(connections), str(seconds)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    command = [wrk, f"-t{THREADS}", f"-c{connections}", f"-d{seconds:.0f}", "--timeout", "30"]
    command.append(f"http://127.0.0.1:{port}{path}")
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", shown)
    if found is None or "Non-2xx" in shown or "Socket errors" in shown:
        raise RuntimeError(shown)
    return float(found[1])


async def ask_at_once(port: int, path: str, connections: int, seconds: float) -> float:
    """Requests a second; each connection asks again as soon as it was answered."""
    end = time.perf_counter() + seconds
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()

    async def ask_on() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        answered = 0
        while time.perf_counter() < end:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if not head.startswith(b"HTTP/1.1 200") or length is None:
                raise RuntimeError(head.decode())
            await reader.readexactly(int(length[1]))
            answered += 1
        writer.close()
        return answered

    begin = time.perf_counter()
    answered = await asyncio.gather(*(ask_on() for _ in range(connections)))
    return sum(answered) / (time.perf_counter() - begin)


def main(arguments: list[str]) -> None:
    """Ask, and print the requests a second."""
    port, path, connections, seconds = arguments
    print(asyncio.run(ask_at_once(int(port), path, int(connections), float(seconds))))


if __name__ == "__main__":
    main(sys.argv[1:])
