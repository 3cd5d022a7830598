import subprocess
import sys

from coachhub.ops.programs import PROJECT

LOADED = "import sys, coachhub.app; print(*{name.partition('.')[0] for name in sys.modules})"


def test_web_processes_load_no_tools_of_other_programs() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "flask" in loaded
    assert not {"alembic", "weasyprint"} & set(loaded)
