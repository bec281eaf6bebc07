"""AWS regions by partition, as of 2026-11; a test compares them with botocore's endpoint data.

Data instead of botocore itself, whose import would slow every preview.
"""

_BY_PARTITION = {
    "aws": """
        af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1
        ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
        ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1
        eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1
        mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
    """,
    "aws-cn": "cn-north-1 cn-northwest-1",
    "aws-us-gov": "us-gov-east-1 us-gov-west-1",
}

REGIONS = {region: name for name, text in _BY_PARTITION.items() for region in text.split()}


def partition_of(region: str) -> str:
    """The partition of a region."""
    return REGIONS[region]
