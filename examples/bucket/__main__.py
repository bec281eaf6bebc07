"""A hardened bucket of your own, beside a key and a log bucket that exist."""

import pulumi

from soc2_baseline.components.stack import environment_from_stack
from soc2_baseline.components.storage.secure_bucket import SecureBucket

config = pulumi.Config()
bucket = SecureBucket(
    "reports",
    {
        "environment": environment_from_stack(),
        "key_arn": config.require("key-arn"),
        "log_bucket": config.require("log-bucket"),
    },
)
pulumi.export("bucketName", bucket.bucket_name)
