# SPDX-License-Identifier: GPL-2.0-or-later
"""`cmake --install` puts the plugin where the installing user's Wireshark loads it, and says whether it does."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.installer import MODULE, NOBODY, Installer, folders_of_wireshark, system_folder
from support.places import REPOSITORY

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be several users")

INSTALL_PAGE = REPOSITORY / "docs" / "install.md"
PROFILE = "TCP Bit Flips"
DOCUMENTATION = {
    "man/man7/seqbitflip.7.gz",
    "doc/seqbitflip/README.md",
    "doc/seqbitflip/changelog.gz",
    "doc/seqbitflip/copyright",
    "doc/seqbitflip/examples/seed-router-rewrites-ack.pcap",
}


@pytest.fixture(name="installer")
def fresh_installer() -> Iterator[Installer]:
    # Not tmp_path: pytest keeps other users out of it.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        installer = Installer(Path(folder))
        installer.configure()
        yield installer


def personal_copy(installer: Installer) -> Path:
    version = folders_of_wireshark()["Global Plugins"].name
    return installer.home / ".local/lib/wireshark/plugins" / version / "epan" / MODULE.name


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def put_tshark_first(installer: Installer, script: str) -> None:
    program = installer.folder / "programs" / "tshark"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    installer.path = f"{program.parent}:{installer.path}"


def test_a_user_gets_it_into_the_personal_folder_and_tshark_loads_it(installer: Installer) -> None:
    outcome = installer.as_user()
    assert outcome.status == 0, outcome.said
    assert f"The plugin is {personal_copy(installer)}, for this user" in outcome.said
    assert "as root, Wireshark ignores it" in outcome.said
    assert "loads it" in outcome.said and "Attention" not in outcome.said, outcome.said
    assert str(personal_copy(installer)) in installer.plugins_of_user()
    assert DOCUMENTATION <= files_below(installer.home / ".local/share")
    assert (installer.home / ".config/wireshark/profiles" / PROFILE / "colorfilters").is_file()


def test_root_gets_it_into_the_folder_of_wireshark(installer: Installer) -> None:
    outcome = installer.as_root()
    assert outcome.status == 0, outcome.said
    assert f"The plugin is {system_folder() / MODULE.name}, for all users" in outcome.said
    assert "loads it" in outcome.said and "Attention" not in outcome.said, outcome.said
    assert files_below(installer.system) == {MODULE.name}
    assert DOCUMENTATION <= files_below(installer.folder / "prefix" / "share")
    assert (installer.settings / "profiles" / PROFILE / "colorfilters").is_file()


def test_files_staged_for_a_package_are_said_to_be_staged_only(installer: Installer) -> None:
    destination = installer.folder / "staged"
    outcome = installer.staged(destination)
    assert outcome.status == 0, outcome.said
    module = system_folder() / MODULE.name
    assert f"Staged. Wireshark {module.parent.parent.name} will load the plugin from {module}" in outcome.said
    assert (destination / module.relative_to("/")).is_file()
    assert files_below(installer.home) == set() and files_below(installer.system) == set()


def test_a_wireshark_of_another_version_is_told(installer: Installer) -> None:
    put_tshark_first(installer, 'echo "TShark (Wireshark) 9.8.7 (Git commit 0)."')
    outcome = installer.as_user()
    assert outcome.status == 0, outcome.said
    assert "tshark is version 9.8 and does NOT load this plugin" in outcome.said


def test_a_wireshark_that_looks_elsewhere_is_told(installer: Installer) -> None:
    version = folders_of_wireshark()["Global Plugins"].name
    put_tshark_first(installer, f'[ "$1" = -G ] || echo "TShark (Wireshark) {version}.1"')
    outcome = installer.as_user()
    assert outcome.status == 0, outcome.said
    assert "does NOT load the plugin from there" in outcome.said


def test_without_tshark_nothing_is_promised(installer: Installer) -> None:
    programs = installer.folder / "programs"
    programs.mkdir()
    for name in ("cmake", "id", "mount", "setpriv", "sh", "unshare"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    installer.path = str(programs)
    outcome = installer.as_user()
    assert outcome.status == 0, outcome.said
    assert "there is no tshark to ask" in outcome.said
    assert "loads it" not in outcome.said


def test_a_user_is_refused_where_another_build_would_be_loaded_instead(installer: Installer) -> None:
    (installer.system / MODULE.name).write_bytes(b"another build")
    outcome = installer.as_user()
    assert outcome.status != 0
    assert "Wireshark would go on loading another build of the plugin" in outcome.said
    assert not personal_copy(installer).exists()


def test_a_user_needs_no_copy_of_what_is_there_for_all(installer: Installer) -> None:
    shutil.copy(installer.build / MODULE, installer.system / MODULE.name)
    outcome = installer.as_user()
    assert outcome.status == 0, outcome.said
    assert "is this very plugin, for all users: nothing to install" in outcome.said
    assert not personal_copy(installer).exists()


def removal() -> str:
    (command,) = re.findall(r"^    (.*build/install_manifest\.txt.*)$", INSTALL_PAGE.read_text(), re.MULTILINE)
    return command


def test_the_documented_command_removes_every_file_of_a_user(installer: Installer) -> None:
    assert installer.as_user().status == 0
    assert len(files_below(installer.home)) > len(DOCUMENTATION)
    outcome = installer.remove(removal(), for_user=True)
    assert (outcome.status, outcome.said) == (0, "")
    assert files_below(installer.home) == set()


def test_the_documented_command_removes_every_file_of_root(installer: Installer) -> None:
    places = (installer.system, installer.settings / "profiles" / PROFILE, installer.folder / "prefix")
    assert installer.as_root().status == 0
    assert all(files_below(place) for place in places)
    outcome = installer.remove(removal(), for_user=False)
    assert (outcome.status, outcome.said) == (0, "")
    assert not any(files_below(place) for place in places)


def test_the_folder_of_a_user_belongs_to_the_user(installer: Installer) -> None:
    assert installer.as_user().status == 0
    assert personal_copy(installer).stat().st_uid == NOBODY
