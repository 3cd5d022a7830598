"""Our own PostgreSQL: killed, abandoned, half made, and started again."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from coachhub.ops.postgres import Cluster, PostgresError, find_binaries
from coachhub.ops.postgres.leftovers import servers_in
from tests.ops.clusters import (
    PROJECT,
    Make,
    ask,
    remember,
    remembers,
    wait_for,
)

LAUNCH = """
import sys, signal
from pathlib import Path
from coachhub.ops.postgres import Cluster, find_binaries
cluster = Cluster(Path(sys.argv[1]), find_binaries(), durable=False)
print(cluster.start().pid, flush=True)
signal.pause()
"""


def test_a_second_launcher_is_refused(cluster: Cluster) -> None:
    with pytest.raises(PostgresError, match="runs already"):
        Cluster(cluster.var, find_binaries()).start()
    assert ask(cluster.urls("postgres").superuser, "SELECT 1") == 1


@pytest.mark.every_postgres
def test_a_killed_server_starts_again_with_its_rows(cluster: Cluster) -> None:
    remember(cluster)
    assert cluster._process is not None
    cluster._process.kill()
    cluster._process.wait()
    cluster.start()
    assert remembers(cluster)


def test_a_killed_launcher_leaves_no_server(make: Make, tmp_path: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, tmp_path], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert launcher.stdout is not None
    launcher.stdout.readline()
    cluster = make(tmp_path)
    assert servers_in(cluster.places.data)
    launcher.kill()
    launcher.communicate()
    wait_for(lambda: not servers_in(cluster.places.data))
    cluster.start()


@pytest.mark.every_postgres
@pytest.mark.parametrize("is_headless", [False, True])
def test_an_abandoned_server_is_ended_first(
    make: Make, cluster: Cluster, *, is_headless: bool
) -> None:
    remember(cluster)
    abandoned = cluster._process
    assert abandoned is not None
    children = servers_in(cluster.places.data) - {abandoned.pid}
    if is_headless:  # its children can't follow it at once: stopped, they see nothing
        for child in children:
            with suppress(ProcessLookupError):  # a connection that has just been closed
                os.kill(child, signal.SIGSTOP)
        abandoned.kill()
        abandoned.wait()
    cluster._held.close()
    heir = make(cluster.var)
    heir.start()
    assert abandoned.wait(5) is not None
    assert not children & servers_in(cluster.places.data)
    assert remembers(heir)


def test_a_stale_number_of_another_process_harms_nobody(cluster: Cluster) -> None:
    cluster.stop()
    bystander = subprocess.Popen(["sleep", "60"])
    (cluster.places.data / "postmaster.pid").write_text(f"{bystander.pid}\n{cluster.places.data}\n")
    cluster.start()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_a_half_made_data_directory_is_made_again(make: Make, tmp_path: Path) -> None:
    cluster = make(tmp_path)
    cluster.places.draft.mkdir()
    (cluster.places.draft / "PG_VERSION").write_text("18\n")
    cluster.places.superuser_password.write_text("old")
    cluster.start()
    assert ask(cluster.urls("postgres").superuser, "SELECT 1") == 1
    assert not cluster.places.superuser_password.exists()


def test_another_major_version_is_left_alone(cluster: Cluster) -> None:
    cluster.stop()
    version = cluster.places.data / "PG_VERSION"
    made_by = version.read_text()
    version.write_text("9\n")
    with pytest.raises(PostgresError, match=r"of PostgreSQL 9, but this is .* Nothing was changed"):
        cluster.start()
    version.write_text(made_by)
    cluster.start()


def test_what_the_server_says_last_is_in_the_sentence(cluster: Cluster) -> None:
    cluster.stop()
    with (cluster.places.data / "postgresql.conf").open("a") as settings:
        settings.write("nonsense = on\n")
    with pytest.raises(PostgresError, match=r"doesn't start: .*see "):
        cluster.start()
