"""A workload's role for a scheduler, and one for a function, with narrow permissions."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
REGION = "eu-central-1"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/workload-boundary"


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


for_schedules = document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "scheduler.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {
                "aws:SourceArn": f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule-group/app"
            },
        },
    }
)
for_functions = document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
)
tags = {"tenant": "acme"}

scheduler = aws.iam.Role(
    "scheduler",
    name="app-scheduler",
    assume_role_policy=for_schedules,
    permissions_boundary=BOUNDARY,
    tags=tags,
)
aws.iam.RolePolicy(
    "scheduler",
    role=scheduler.name,
    policy=document(
        {
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Resource": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:app",
        }
    ),
)

function = aws.iam.Role(
    "function",
    name="app-function",
    assume_role_policy=for_functions,
    permissions_boundary=BOUNDARY,
    tags=tags,
)
permissions = aws.iam.Policy(
    "function",
    policy=document(
        {
            "Sid": "Table",
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
            "Resource": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/orders",
        },
        {
            "Sid": "Objects",
            "Effect": "Allow",
            "Action": ["s3:GetObject"],
            "Resource": "arn:aws:s3:::example-orders/*",
        },
        {
            "Sid": "Secret",
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:app/mail-??????",
        },
        {
            "Sid": "Key",
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/*",
            "Condition": {"StringEquals": {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}},
        },
        {
            "Sid": "OurResourcesOnly",
            "Effect": "Deny",
            "Action": ["s3:*", "dynamodb:*"],
            "Resource": "*",
            "Condition": {"StringNotEqualsIfExists": {"aws:ResourceAccount": ACCOUNT}},
        },
        {
            "Sid": "Metrics",
            "Effect": "Allow",
            "Action": ["cloudwatch:PutMetricData", "xray:PutTraceSegments"],
            "Resource": "*",
        },
    ),
)
aws.iam.RolePolicyAttachment("permissions", role=function.name, policy_arn=permissions.arn)
aws.iam.RolePolicyAttachment(
    "logs",
    role=function.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
)
