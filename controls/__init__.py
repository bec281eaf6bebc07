"""Controls, one file per AICPA criterion, and the code that reads them."""
