"""What watches an account: AWS Config, threat detection, alarms."""
