"""The root program under Pulumi's own mocks only, for comparison."""

import asyncio
import json
import runpy
import sys
from pathlib import Path
from typing import Any

from pulumi import runtime
from pulumi.runtime.stack import run_pulumi_func


class _Mocks(runtime.Mocks):
    def new_resource(self, args: runtime.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return f"{args.name}-id", args.inputs

    def call(
        self, args: runtime.MockCallArgs
    ) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        return args.args, None


def main(folder: Path, config: dict[str, str]) -> None:
    asyncio.set_event_loop(asyncio.new_event_loop())
    runtime.set_all_config(config)
    runtime.set_mocks(_Mocks(), "baseline", "example", preview=True)

    def program() -> None:
        runpy.run_path(str(folder), run_name="__main__")

    asyncio.get_event_loop().run_until_complete(run_pulumi_func(program))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
