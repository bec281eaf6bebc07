"""Rules, in one folder per AWS service or topic.

Folders of services carry AWS's names (``s3``, ``ecs``, ``ssm``; ``lambda_`` because of the
keyword). Two names joined share their rules: ``docdb_neptune``, ``kinesis_msk``, ``route53_acm``,
``sns_sqs``. ``ec2`` includes EBS and Auto Scaling, ``elasticache`` MemoryDB, ``docdb_neptune`` DAX,
``kinesis_msk`` Firehose.

Topics span services: ``account`` (defaults of an account), ``analytics`` (Athena, Glue, SageMaker),
``data_movers`` (DMS, MQ, Transfer Family), ``detection``, ``every_resource``, ``incident``,
``isolation``, ``recovery``, ``runtimes`` (versions that AWS supports) and ``vendors``.
"""
