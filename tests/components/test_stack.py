"""A program of one's own: the environment of its stack, and the example that uses it."""

import runpy
from pathlib import Path

import pytest
from pulumi.runtime.config import CONFIG, set_all_config

from soc2_baseline.baseline.preview.invokes import InvokeTable
from soc2_baseline.baseline.preview.monitor import RecordingMonitor
from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.program import StackName, run
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.components.environment import Environment, resolve_environment
from soc2_baseline.components.stack import environment_from_stack
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.recorder import Recording

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "bucket"
NEEDED = {"account-id": "123456789012", "region": "eu-central-1", "owner": "platform"}


def environment(**keys: str) -> Environment:
    """The environment of a stack with these keys, and nothing else in its configuration."""
    before = dict(CONFIG.get())
    set_all_config({f"baseline:{key.replace('_', '-')}": value for key, value in keys.items()})
    try:
        return resolve_environment(environment_from_stack())
    finally:
        set_all_config(before)


def test_three_keys_are_enough() -> None:
    found = environment(**NEEDED)
    assert found.account_id == "123456789012"
    assert (found.region, found.owner) == ("eu-central-1", "platform")
    assert (found.profile, found.service, found.zones) == (Profile.PROD, "baseline", ("a", "b"))


def test_every_key_is_read() -> None:
    found = environment(
        **NEEDED,
        profile="dev",
        service="reports",
        zones='["a", "c"]',
        repo="example/reports",
        commit="4f2c1d9",
        change_id="PR-1",
        unavailable_types='{"aws:s3/bucketLogging:BucketLogging": "no"}',
        exceptions_file="exceptions.yaml",
    )
    assert (found.profile, found.service, found.zones) == (Profile.DEV, "reports", ("a", "c"))
    assert found.provenance == {
        "repo": "example/reports",
        "commit": "4f2c1d9",
        "change-id": "PR-1",
    }
    assert not found.offers("aws:s3/bucketLogging:BucketLogging")
    assert found.exceptions_file == "exceptions.yaml"


def test_everything_missing_is_reported_together() -> None:
    with pytest.raises(ConfigError) as refused:
        environment(profile="dev")
    assert [said.partition(" ")[0] for said in refused.value.problems] == [
        "baseline:account-id",
        "baseline:region",
        "baseline:owner",
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"profile": "live"}, "profile is 'live'; input should be 'sandbox', 'dev'"),
        ({"zones": "ab"}, "zones is 'ab'; input should be a valid list"),
        ({"region": "mars"}, "region 'mars' is unknown; accepted are"),
    ],
)
def test_values_are_checked(changed: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=f"^baseline settings: .*{message}"):
        environment(**{**NEEDED, **changed})


def test_the_example_makes_a_hardened_bucket() -> None:
    monitor = RecordingMonitor(InvokeTable(), known=True)
    config = load(EXAMPLE, {}).config
    run(
        lambda: runpy.run_path(str(EXAMPLE / "__main__.py")),
        monitor,
        StackName("bucket", "example"),
        config,
        preview=False,
    )
    recording = Recording(monitor)
    assert recording.one("s3.Bucket").inputs["tags"]["owner"] == "reporting"
    logging = recording.one("s3.BucketLogging").inputs
    assert logging["targetBucket"] == config["bucket:log-bucket"]
    (rule,) = recording.one("s3.BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"] == config["bucket:key-arn"]


def test_the_example_breaks_no_rule() -> None:
    found = preview(load(EXAMPLE, {}), PackFiles(PACK))
    assert found.findings == ()
    assert found.exit_code() == 0


def test_the_page_shows_the_example() -> None:
    page = (ROOT / "docs" / "add-a-component.md").read_text()
    (shown,) = [part.partition("```")[0] for part in page.split("```python\n")[1:]]
    assert shown in (EXAMPLE / "__main__.py").read_text()
