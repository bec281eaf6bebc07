"""Opens and seals a role for emergencies in an account."""

import datetime
import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from soc2_baseline.core.access.window import LONGEST_MINUTES, opened, sealed, stamp
from soc2_baseline.core.errors import ConfigError, Unreadable


def change(iam: Any, role: str, minutes: int | None, now: datetime.datetime) -> str | None:
    """Open a role for some minutes, or seal it (``None``); when it shuts.

    Raises:
        ConfigError: more minutes than accepted, or the role is not one for emergencies.
        Unreadable: IAM did not answer, or refused.
    """
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise ConfigError(f"--minutes {minutes}; accepted are 1 to {LONGEST_MINUTES}")
    try:
        found = iam.get_role(RoleName=role)["Role"]
        tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}
        if tags.get("access") != "break-glass":
            raise ConfigError(f"role {role!r} is not tagged access=break-glass; accepted is one")
        trust = found["AssumeRolePolicyDocument"]
        end = now + datetime.timedelta(minutes=minutes) if minutes is not None else None
        changed = opened(trust, now, end) if end is not None else sealed(trust)
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(changed))
    except (BotoCoreError, ClientError) as error:
        raise Unreadable(f"role {role!r}: {error}") from error
    return stamp(end) if end is not None else None
