"""Rules, one package per AWS service and one for the whole stack."""
