"""Promises of the disk in memory: what was synced is sure, and nothing else is."""

from collections.abc import Callable
from random import Random

import pytest

from tests.storage.disk import SECTOR, Disk, File, PowerOff

TRIES = 200
OLD, NEW = b"o" * 4 * SECTOR, b"n" * 4 * SECTOR


def disk_with(*names: str) -> Disk:
    disk = Disk({name: File(bytearray(OLD)) for name in names})
    disk.shut_down()
    return disk


def fates(prepare: Callable[[], Disk]) -> list[dict[str, bytes]]:
    """What is found on many such disks after a cut."""
    left = [prepare().after_cut(Random(seed)) for seed in range(TRIES)]
    return [{name: bytes(file.content) for name, file in disk.files.items()} for disk in left]


def test_that_what_was_synced_is_always_found_again() -> None:
    def synced() -> Disk:
        disk = disk_with("vault")
        disk.write(disk.files["vault"], 0, NEW)
        disk.sync(disk.files["vault"])
        return disk

    assert fates(synced) == [{"vault": NEW}] * TRIES


def test_that_a_write_not_synced_is_kept_dropped_or_torn_at_sectors() -> None:
    def written() -> Disk:
        disk = disk_with("vault")
        disk.write(disk.files["vault"], 0, NEW)
        return disk

    found = {fate["vault"] for fate in fates(written)}
    assert {OLD, NEW} < found
    for content in found:
        sectors = {content[start : start + SECTOR] for start in range(0, len(content), SECTOR)}
        assert sectors <= {OLD[:SECTOR], NEW[:SECTOR]}


def test_that_a_file_cut_short_and_not_synced_may_be_found_long() -> None:
    def truncated() -> Disk:
        disk = disk_with("vault")
        disk.truncate(disk.files["vault"], SECTOR)
        return disk

    assert {fate["vault"] for fate in fates(truncated)} == {OLD, OLD[:SECTOR]}


@pytest.mark.parametrize(("sync_names", "found"), [(True, {False}), (False, {True, False})])
def test_that_a_removed_file_may_come_back_unless_its_folder_was_synced(*, sync_names: bool, found: set[bool]) -> None:
    def removed() -> Disk:
        disk = disk_with("vault", "vault-journal")
        disk.remove("vault-journal", sync_names=sync_names)
        return disk

    assert {"vault-journal" in fate for fate in fates(removed)} == found


def test_that_a_new_file_may_be_missing_until_it_was_synced() -> None:
    def made(*, synced: bool) -> Disk:
        disk = disk_with("vault")
        disk.files["vault-journal"] = File()
        if synced:
            disk.sync(disk.files["vault-journal"])
        return disk

    assert {"vault-journal" in fate for fate in fates(lambda: made(synced=False))} == {True, False}
    assert {"vault-journal" in fate for fate in fates(lambda: made(synced=True))} == {True}


def test_that_nothing_is_written_in_the_dark() -> None:
    disk = disk_with("vault")
    vault = disk.files["vault"]
    disk.cut_after(2)
    disk.write(vault, 0, b"first")
    in_the_dark: tuple[Callable[[], None], ...] = (
        lambda: disk.write(vault, 0, b"other"),
        lambda: disk.write(vault, 0, b"third"),
        lambda: disk.truncate(vault, 0),
        lambda: disk.sync(vault),
        lambda: disk.remove("vault", sync_names=True),
    )
    for operation in in_the_dark:
        with pytest.raises(PowerOff):
            operation()
    assert disk.dark
    assert bytes(vault.content[:5]) == b"other"
    assert vault.synced == OLD
