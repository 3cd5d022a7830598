"""What a web worker takes up once it has served pages."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from coachhub.ops.bench.report import Row
from coachhub.ops.bench.scene import Scene, Server

BESIDE_FLOOR = 1.8
PDF_LIBRARY = "pango"


def memory(stage: Scene) -> Iterator[Row]:
    """The proportional set size beside the floor's, and what must not be loaded."""
    ours, bare = _megabytes(stage.alone), _megabytes(stage.floor)
    ratio = ours / bare
    figure, goal = f"{ratio:.2f} × ({ours:.0f} MB)", f"≤ {BESIDE_FLOOR} ×"
    what = "a web worker's memory (PSS)"
    yield Row("14", what, goal, figure, f"{bare:.0f} MB", ratio <= BESIDE_FLOOR)
    is_free = not any(PDF_LIBRARY in _of(pid, "maps") for pid in stage.alone.workers())
    found = "none" if is_free else "loaded"
    yield Row("14", "PDF libraries in a web worker", "none", found, "", is_free)


def _megabytes(server: Server) -> float:
    return median(_pss(pid) for pid in server.workers())


def _pss(pid: int) -> float:
    [line] = [line for line in _of(pid, "smaps_rollup").splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) / 1024


def _of(pid: int, file: str) -> str:
    return Path(f"/proc/{pid}/{file}").read_text()
