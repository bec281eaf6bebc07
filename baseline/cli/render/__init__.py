"""What commands show: tables, pages and JSON, from the results that they are given."""
