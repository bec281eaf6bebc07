"""One canonical type token for each kind of resource, whatever token a program used.

pulumi-aws 7 keeps old tokens alive beside new ones; a rule that knew only one would be
side-stepped. The table is read from the SDK's own aliases by a test.
"""

from functools import cache

_LOAD_BALANCING = {
    "alb": "lb",
    "applicationloadbalancing": "lb",
    "elasticloadbalancingv2": "lb",
    "elasticloadbalancing": "elb",
}


@cache
def canonical(token: str) -> str:
    """Return the token that rules match: ``aws:s3/bucket:Bucket`` for its ``bucketV2``."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    if package != "aws" or not name:
        return token
    area, _, file = module.partition("/")
    if area == "s3":
        name, file = _without_version(name), _without_version(file)
        file = f"{file[:1].lower()}{file[1:]}"  # aws:s3/BucketObject:BucketObject is an old token
    area = _LOAD_BALANCING.get(area, area)
    return f"aws:{area}/{file}:{name}"


def _without_version(name: str) -> str:
    return name.removesuffix("V2").removesuffix("v2")


def token(short: str) -> str:
    """Return the full token of ``s3.BucketPolicy``, as the SDK's documentation writes it."""
    if ":" in short or short == "*":
        return short
    area, name = short.split(".")
    return f"aws:{area}/{name[0].lower()}{name[1:]}:{name}"
