"""The list of taggable types is that of the installed SDK."""

from soc2_baseline.core.knowledge.taggable import FILE, listing, taggable_types


def test_the_list_is_that_of_the_installed_sdk() -> None:
    assert FILE.read_text(encoding="utf-8") == listing(), (
        "run python -m baseline.knowledge.taggable"
    )


def test_what_carries_tags_and_what_does_not() -> None:
    types = taggable_types()
    assert {"aws:s3/bucket:Bucket", "aws:lb/loadBalancer:LoadBalancer", "aws:kms/key:Key"} <= types
    assert not types & {
        "aws:s3/bucketV2:BucketV2",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:autoscaling/group:Group",
    }
