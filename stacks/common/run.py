"""The frame around every program: settings first, one message for what is wrong, one provider."""

from collections.abc import Callable

import pulumi
import pulumi_aws as aws

from soc2_baseline.core.errors import BaselineError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass, Exposure
from soc2_baseline.stacks.common.settings import AccountSettings, S, load


def run(model: type[S], program: Callable[[S, pulumi.ResourceOptions], None]) -> None:
    """Read the settings and run the program with options that carry the explicit provider.

    Raises:
        pulumi.RunError: something a user wrote is wrong; Pulumi shows the message and no trace.
    """
    try:
        settings = load(model)
        program(settings, pulumi.ResourceOptions(provider=provider(settings)))
    except BaselineError as error:
        raise pulumi.RunError(str(error)) from error


def provider(settings: AccountSettings) -> aws.Provider:
    """Make a stack's only AWS provider: one account, one region, tags on everything (CC6.1)."""
    tags = settings.environment.tags(SHARED_TENANT, DataClass.INTERNAL, Exposure.PRIVATE)
    return aws.Provider(
        "aws",
        region=settings.region,
        allowed_account_ids=[settings.account_id],
        default_tags={"tags": tags},
    )
