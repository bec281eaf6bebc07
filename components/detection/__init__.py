"""Detection in an account: AWS Config, threat detection, alarms."""
