"""The one user that is left for emergencies: sealed, without keys, with rights by group."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

responders = aws.iam.Group("responders", name="responders")
aws.iam.GroupPolicy(
    "responders",
    group=responders.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Resource": f"arn:aws:iam::{ACCOUNT}:role/emergency",
                    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                }
            ],
        }
    ),
)
sealed = aws.iam.User("sealed", name="sealed")
aws.iam.UserGroupMembership("sealed", user=sealed.name, groups=[responders.name])
