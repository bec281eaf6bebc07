"""The runner of all programs: validated settings, one error message, one provider."""

from collections.abc import Callable

import pulumi
import pulumi_aws as aws

from soc2_baseline.core.errors import BaselineError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass, Exposure
from soc2_baseline.stacks.common.settings import AccountSettings, S, load


def run(model: type[S], program: Callable[[S, pulumi.ResourceOptions], None]) -> None:
    """Read the settings and run the program with the explicit provider in its options.

    Raises:
        pulumi.RunError: invalid input of the user; Pulumi shows the message without a traceback.
    """
    try:
        settings = load(model)
        program(settings, pulumi.ResourceOptions(provider=provider(settings)))
    except BaselineError as error:
        raise pulumi.RunError(str(error)) from error


def provider(settings: AccountSettings) -> aws.Provider:
    """Create the stack's only AWS provider: one account, one region, default tags (CC6.1)."""
    tags = settings.environment.tags(SHARED_TENANT, DataClass.INTERNAL, Exposure.PRIVATE)
    return aws.Provider(
        "aws",
        region=settings.region,
        allowed_account_ids=[settings.account_id],
        default_tags={"tags": tags},
    )
