"""Names of buckets, fixed so that policies are known before the bucket is there."""

import re

from soc2_baseline.components.environment import Environment

LONGEST_BUCKET_NAME = 63
_ACCEPTED = re.compile(r"[a-z0-9][a-z0-9-]*")


def bucket_name(environment: Environment, prefixed: str) -> str:
    """Return ``<tenant>-<name>-<account>-<region>``: names are unique in the whole partition."""
    return f"{prefixed}-{environment.account_id}-{environment.region}"


def bucket_name_problems(place: str, environment: Environment, prefixed: str) -> list[str]:
    """Check the part of a name that comes before account and region."""
    longest = LONGEST_BUCKET_NAME - len(bucket_name(environment, ""))
    problems = []
    if len(prefixed) > longest:
        problems.append(
            f"{place}: the bucket name {bucket_name(environment, prefixed)!r} is longer than"
            f" {LONGEST_BUCKET_NAME} characters; accepted are at most {longest} for {prefixed!r}"
        )
    if not _ACCEPTED.fullmatch(prefixed):
        problems.append(
            f"{place}: the name {prefixed!r} cannot begin a bucket's;"
            " accepted are lower-case letters, digits and hyphens, no hyphen first"
        )
    return problems
