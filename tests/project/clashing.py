"""A project whose own folders carry the names of ours, and whose program imports all of them."""

from pathlib import Path

import yaml

NAMES = ("baseline", "components", "controls", "core", "evidence", "policy_pack", "stacks", "tests")
MADE = ("orders-key", "orders-logs", "orders")
"""The names of the components, each read from one of the project's own modules."""

_PROGRAM = '''"""Three components beside folders that are called as ours are."""

from pathlib import Path

import pulumi
import pulumi_aws as aws
import soc2_baseline
from baseline import own as own_baseline
from components import own as own_components
from controls import own as own_controls
from core import own as own_core
from evidence import own as own_evidence
from policy_pack import own as own_policy_pack
from stacks import own as own_stacks
from tests import own as own_tests

from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.storage.secure_bucket import SecureBucket

own = [own_baseline, own_components, own_controls, own_core]
own += [own_evidence, own_policy_pack, own_stacks, own_tests]
folder = Path(__file__).resolve().parent
assert [module for module in own if not Path(module.__file__).is_relative_to(folder)] == []
environment = {
    "account_id": "123456789012",
    "region": "eu-central-1",
    "profile": "sandbox",
    "owner": "orders",
}
provider = aws.Provider("aws", region="eu-central-1", allowed_account_ids=["123456789012"])
opts = pulumi.ResourceOptions(provider=provider)
users = [KeyUser.S3, KeyUser.LOGS, KeyUser.LOG_DELIVERY, KeyUser.CLOUDTRAIL]
key = EncryptionKey(own_core.PREFIX + "-key", {"environment": environment, "users": users}, opts)
logs = LogArchive(
    own_components.PREFIX + "-logs", {"environment": environment, "key_arn": key.arn}, opts
)
SecureBucket(
    own_stacks.PREFIX,
    {"environment": environment, "key_arn": key.arn, "log_bucket": logs.access_log_bucket},
    opts,
)


def late(_arn: str) -> str:
    from tests import late  # imported when the program has ended already

    return late.PREFIX


pulumi.export("late", key.arn.apply(late))
pulumi.export("ours", soc2_baseline.__file__)
'''


def write(folder: Path, environment: Path | None = None) -> Path:
    """Write the project into a new folder; return the folder.

    Args:
        environment: the virtual environment that the engine starts the program in.
    """
    folder.mkdir()
    runtime = {"name": "python", "options": {"virtualenv": str(environment)}}
    project = {"name": "orders", "runtime": runtime if environment else "python"}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(project))
    (folder / "__main__.py").write_text(_PROGRAM)
    for name in NAMES:
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
        (folder / name / "own.py").write_text(
            f'"""Part of {folder.name}."""\n\nPREFIX = "orders"\n'
        )
    (folder / "tests" / "late.py").write_text('PREFIX = "late"\n')
    return folder
