"""Ports that are never for the internet, and those that may be.

As of 2026-11. Sources: Amazon EC2 user guide (security group rules), IANA service names, and the
default ports in the documentation of each AWS service.
"""

AS_OF = "2026-11"

WEB = (443, 80)

ADMIN = {
    22: "SSH",
    23: "Telnet",
    2375: "Docker",
    2376: "Docker",
    3389: "RDP",
    5900: "VNC",
    5985: "WinRM",
    5986: "WinRM",
    6443: "Kubernetes",
    10250: "kubelet",
}

NACL_ADMIN = {22: "SSH", 3389: "RDP"}

DATA = {
    1433: "SQL Server",
    1434: "SQL Server",
    1521: "Oracle",
    2049: "NFS",
    2181: "ZooKeeper",
    2182: "ZooKeeper",
    2379: "etcd",
    3306: "MySQL",
    4333: "mSQL",
    4369: "RabbitMQ",
    5432: "PostgreSQL",
    5439: "Redshift",
    5601: "OpenSearch Dashboards",
    5671: "AMQP",
    5672: "AMQP",
    6379: "Redis",
    7000: "Cassandra",
    7199: "Cassandra",
    8086: "InfluxDB",
    8111: "DAX",
    8182: "Neptune",
    8883: "MQTT",
    9042: "Cassandra",
    9092: "Kafka",
    9094: "Kafka",
    9096: "Kafka",
    9098: "Kafka",
    9111: "DAX",
    9142: "Keyspaces",
    9194: "Kafka",
    9196: "Kafka",
    9198: "Kafka",
    9200: "OpenSearch",
    9300: "OpenSearch",
    11211: "Memcached",
    15672: "RabbitMQ",
    20092: "Kafka",
    20094: "Kafka",
    20096: "Kafka",
    20098: "Kafka",
    27017: "MongoDB",
    27018: "MongoDB",
    50000: "Db2",
    61613: "STOMP",
    61616: "ActiveMQ",
    61617: "ActiveMQ",
}
