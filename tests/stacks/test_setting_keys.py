"""The keys of all stacks' settings: renaming or retyping one breaks its users."""

from tests.support.golden import golden
from tools.docs.settings import STACKS, setting_keys, settings_page


def test_setting_keys_are_reviewed() -> None:
    golden("settings.txt", sorted(setting_keys()))


def test_the_reference_has_every_key_of_every_stack() -> None:
    page = settings_page()
    for line in setting_keys():
        key = line.split()[1].partition(":")[2].rstrip(":")
        name = key.rpartition(".")[2]
        assert f"| `baseline:{key}` |" in page or f"| `{name}` |" in page, line
    for name in STACKS:
        assert f"\n## {name.capitalize()} stack\n" in page
