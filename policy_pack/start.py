"""The start of a pack that runs the rules of the catalog."""

import gc
from pathlib import Path


def start(folder: Path) -> None:
    """Serve the catalog's rules, with the settings and exceptions of a folder, until the end.

    Garbage collection waits until the pack serves: modules are not garbage, and collections while
    they load take a fifth of the start. That is why they are imported here.
    """
    gc.disable()
    from soc2_baseline.policy_pack.catalog import RULES  # noqa: PLC0415
    from soc2_baseline.policy_pack.engine.servicer import serve  # noqa: PLC0415

    serve(RULES, folder)
